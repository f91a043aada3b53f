//! Names of people.

use crate::wire::word;

word! {
    /// 姓名 · Name of a person.
    ///
    /// 按证件书写，1 到 100 个字符；少数民族姓名的间隔号用「·」（U+00B7）。首尾无空格，不含控制字符。
    /// As the identity paper has it, 1 to 100 characters; the dot inside some names is U+00B7. No space at either end, no control characters.
    pub struct PersonName(text) {
        pattern: "^[^\\x00-\\x20\\x7f](?:[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f])?$", length: 1..=100, example: "童安",
        form: |t| super::is_line(t, 1, 100),
    }
}
