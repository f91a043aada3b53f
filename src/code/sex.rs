//! Sex.

use crate::wire::code_list;

code_list! {
    /// 性别 · Sex.
    ///
    /// 国家标准代码：0 未知，1 男，2 女，9 未说明。
    /// The national codes are 0 unknown, 1 male, 2 female, 9 not stated.
    pub enum Sex from "GB/T 2261.1" {
        /// 男 · Male.
        Male = "male",
        /// 女 · Female.
        Female = "female",
        /// 未知的性别 · Unknown.
        Unknown = "unknown",
        /// 未说明的性别 · Not stated.
        NotStated = "not-stated",
    }
}
