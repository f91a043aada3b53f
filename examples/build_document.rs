//! Builds a receipt, checks it and writes it: `cargo run --example build_document`.

use std::error::Error;
use tongbiao::{
    code::ReceiptKind,
    date,
    document::Document,
    record::receipt::{FiscalNumber, Receipt},
    signed_money,
    value::{Capitals, FiscalReceiptCode, FiscalReceiptNumber, ReceiptCheckCode, amount_in_capitals},
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut number =
        FiscalNumber::new(FiscalReceiptCode::parse("41060225")?, FiscalReceiptNumber::parse("0000000001")?);
    number.check_code = Some(ReceiptCheckCode::parse("a1b2c3")?);
    let total = signed_money!("11516.00");

    let mut receipt = Receipt::new(ReceiptKind::OutpatientElectronic, number.into(), total);
    receipt.issued_on = Some(date!("2024-05-18"));
    receipt.total_in_capitals = Some(Capitals::parse(&amount_in_capitals(total))?);

    let document = Document::new(receipt);
    let checked = document.check();
    assert!(checked.findings.is_empty(), "what was built is sound: {:?}", checked.findings);
    print!("{}", document.to_json()?);
    Ok(())
}
