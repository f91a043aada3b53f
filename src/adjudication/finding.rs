//! The errors of the application from which an outcome was computed.

use crate::{
    value::{FindingCode, Pointer},
    wire::record,
};

record! {
    /// 申请中的错误 · Error in the application.
    pub struct ApplicationError {
        required {
            /// 校验代码 · Code of the finding.
            personal code: FindingCode,
            /// 位置 · Place in the application.
            public pointer: Pointer,
        }
        optional {}
    }
}
