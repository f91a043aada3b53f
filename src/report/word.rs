//! The words of a report.

use crate::wire::word;

word! {
    /// 校验代码 · Code of a finding.
    ///
    /// 组名、点、名称，小写字母和连字符，如 receipt.payers-total。
    /// A group, a point, a name, in lower case with hyphens, such as receipt.payers-total.
    pub struct FindingCode(text) {
        pattern: "^[a-z][a-z0-9]*[.][a-z0-9]+(?:-[a-z0-9]+)*$", length: 3..=80, example: "receipt.payers-total",
        form: is_code,
    }
}

fn is_code(text: &str) -> bool {
    let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let Some((group, name)) = text.split_once('.') else { return false };
    text.len() <= 80
        && group.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
        && group.bytes().all(small)
        && name.split('-').all(|part| !part.is_empty() && part.bytes().all(small))
}

word! {
    /// 位置指针 · Pointer to a place.
    ///
    /// RFC 6901，如 /receipts/0/totalAmount；空串指整个文件。另一份文件的位置写在文件名和 # 之后。
    /// RFC 6901, such as /receipts/0/totalAmount; the empty string is the whole document. A place in another file stands behind its name and a #.
    pub struct Pointer(text) {
        pattern: "^[^\\x00-\\x1f\\x7f]*$", length: 0..=4000, example: "/receipts/0/totalAmount",
        form: |t| t.chars().count() <= 4000 && t.bytes().all(|b| b >= 0x20 && b != 0x7f),
    }
}

word! {
    /// 参数名 · Name of a parameter.
    pub struct ParameterName(text) {
        pattern: "^[a-z][0-9A-Za-z]{0,39}$", length: 1..=40, example: "member",
        form: |t| {
            matches!(t.as_bytes(), [b'a'..=b'z', rest @ ..] if rest.len() < 40 && rest.iter().all(u8::is_ascii_alphanumeric))
        },
    }
}

word! {
    /// 摘要 · Fingerprint.
    ///
    /// 算法、冒号、十六进制，如 fnv1a128:0…；用于比对，不防伪。文件摘要用 sha256。
    /// The algorithm, a colon, hexadecimal digits; for comparing, not against forgery. Of a file it is sha256.
    pub struct Fingerprint(text) {
        pattern: "^[a-z0-9]{3,12}:[0-9a-f]{16,64}$", length: 20..=77,
        example: "fnv1a128:00000000000000000000000000000000",
        form: |t| t.split_once(':').is_some_and(|(name, digits)| {
            (3..=12).contains(&name.len())
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                && (16..=64).contains(&digits.len())
                && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        }),
    }
}

/// Words of our own, made to fit: what a program has made itself needs no refusal.
impl FindingCode {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.into())
    }
}

impl Pointer {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.chars().filter(|c| !c.is_ascii_control()).take(4000).collect::<String>().into())
    }
}

impl Fingerprint {
    pub(crate) fn cleaned(text: &str) -> Self {
        Self(text.into())
    }
}
