//! Numbers on receipts.

use crate::wire::word;

word! {
    /// 财政票据代码 · Fiscal receipt code.
    ///
    /// 八位数字。
    /// Eight digits.
    pub struct FiscalReceiptCode(text) {
        pattern: "^[0-9]{8}$", length: 8..=8, example: "41060225", form: |t| is_digits(t, 8),
    }
}

word! {
    /// 财政票据号码 · Fiscal receipt number.
    ///
    /// 十位数字。
    /// Ten digits.
    pub struct FiscalReceiptNumber(text) {
        pattern: "^[0-9]{10}$", length: 10..=10, example: "0000000001", form: |t| is_digits(t, 10),
    }
}

word! {
    /// 票据校验码 · Receipt check code.
    ///
    /// 六位字母或数字，按票面填写。
    /// Six letters or digits, as printed.
    pub struct ReceiptCheckCode(text) {
        pattern: "^[0-9A-Za-z]{6}$", length: 6..=6, example: "a1b2c3", form: |t| t.len() == 6 && t.bytes().all(|b| b.is_ascii_alphanumeric()),
    }
}

word! {
    /// 发票代码 · Tax invoice code.
    ///
    /// 十到十二位数字；数电发票没有代码。
    /// 10 to 12 digits. A fully digital invoice has no code.
    pub struct TaxInvoiceCode(text) {
        pattern: "^[0-9]{10,12}$", length: 10..=12, example: "041002500111", form: |t| (10..=12).contains(&t.len()) && is_digits(t, t.len()),
    }
}

word! {
    /// 发票号码 · Tax invoice number.
    ///
    /// 八位数字；数电发票为二十位数字。
    /// Eight digits, or 20 digits on a fully digital invoice.
    pub struct TaxInvoiceNumber(text) {
        pattern: "^(?:[0-9]{8}|[0-9]{20})$", length: 8..=20, example: "25412000000000000001", form: |t| is_digits(t, 8) || is_digits(t, 20),
    }
}

fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
}
