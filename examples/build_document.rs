//! Builds a receipt, checks it and writes it: `cargo run --example build_document`.

use std::error::Error;
use tongbiao::{
    check::{Limits, check},
    code::ReceiptKind,
    document::Document,
    record::receipt::{FiscalNumber, Receipt, ReceiptNumber},
    value::{
        Capitals, Date, FiscalReceiptCode, FiscalReceiptNumber, ReceiptCheckCode, SignedMoney, amount_in_capitals,
    },
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut number =
        FiscalNumber::new(FiscalReceiptCode::parse("41060225")?, FiscalReceiptNumber::parse("0000000001")?);
    number.check_code = ReceiptCheckCode::parse("a1b2c3").ok();
    let total = SignedMoney::parse("11516.00")?;

    let mut receipt = Receipt::new(ReceiptKind::OutpatientElectronic, ReceiptNumber::from(number), total);
    receipt.issued_on = Date::parse("2024-05-18").ok();
    receipt.total_in_capitals = Capitals::parse(&amount_in_capitals(total)).ok();
    let text = Document::new(receipt).to_json()?;

    let checked = check(text.as_bytes(), None, &Limits::default());
    assert!(checked.findings.is_empty(), "what was built is sound: {:?}", checked.findings);
    print!("{text}");
    Ok(())
}
