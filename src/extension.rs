//! Rule for the size of extensions.

use crate::{
    finding::{At, Check, rules},
    value::Extensions,
    wire::MemberName,
};

rules! { Extension;
    /// 扩展内容过大 · Extension that is too large.
    TOO_LARGE = "extension.too-large" Error Limit {
        zh: "扩展内容超过 64 KiB", en: "the extension is larger than 64 KiB",
        hint_zh: "扩展只用于少量数据；文件应作为材料提交", hint_en: "use extensions for small data only; submit files as supporting documents",
        source: "bounds of the standard",
    }
}

/// The maximum size of one extension, in bytes of JSON.
const BYTES_MAX: usize = 65_536;

impl Check for Extensions {
    fn check(&self, at: &mut At) {
        for (_, value) in self.iter() {
            let size = serde_json::to_vec(value).map_or(usize::MAX, |bytes| bytes.len());
            at.judge(&TOO_LARGE, Some(size <= BYTES_MAX), |_| {});
        }
    }
}

/// Judges the size of every extension. The place is that of the parent.
pub(crate) fn check_extensions(name: MemberName, extensions: Option<&Extensions>, at: &mut At) {
    at.member(name, extensions);
}
