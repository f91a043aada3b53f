//! The steps of a computation.

use crate::{
    code::{ReasonCode, StepKind, Truth},
    value::{ExactAmount, Pointer, Text},
    wire::{Integer, record},
};

record! {
    /// 计算步骤 · Step of the computation.
    ///
    /// 规则的位置、输入金额、规则的值和结果金额。金额单位为人民币元，舍入之前保留全部位数。
    /// The place of the rule, the input amount, the value of the rule and the output amount. Amounts are in yuan with all digits
    /// until they are rounded.
    pub struct TraceStep {
        required {
            /// 步骤 · Kind of step.
            public step: StepKind,
            /// 项目中的位置 · Place of the rule in the programme.
            public at: Pointer,
        }
        optional {
            /// 计算单元序号 · Index of the unit, from 0.
            financial unit: Integer<0, 11999>,
            /// 申请中的位置 · Place in the application that the step concerns.
            pseudonymous about: Pointer,
            /// 判断 · Judgement.
            personal judgement: Truth,
            /// 原因代码 · Reason code.
            financial code: ReasonCode,
            /// 输入金额 · Input amount.
            financial amount_in: ExactAmount,
            /// 规则的值 · Amount, rate or number that the rule yields.
            financial value: Text<1, 40>,
            /// 结果金额 · Output amount.
            financial amount_out: ExactAmount,
        }
    }
}
