//! Sex.

use crate::wire::code_list;

code_list! {
    /// 性别 · Sex.
    pub enum Sex from "GB/T 2261.1" {
        /// 男 · Male.
        ///
        /// 国家标准代码 National code: 1
        Male = "male",
        /// 女 · Female.
        ///
        /// 国家标准代码 National code: 2
        Female = "female",
        /// 未知的性别 · Unknown.
        ///
        /// 国家标准代码 National code: 0
        Unknown = "unknown",
        /// 未说明的性别 · Not stated.
        ///
        /// 国家标准代码 National code: 9
        NotStated = "not-stated",
    }
}
