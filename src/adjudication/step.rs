//! The steps of a computation.

use crate::{
    code::{ReasonCode, StepKind, Truth},
    value::{ExactAmount, Pointer, Text},
    wire::{Integer, record},
};

record! {
    /// 计算步骤 · Step.
    ///
    /// 所用规则的位置、输入、所取的值、结果。金额为人民币元，舍入之前不舍去任何位数。
    /// The place of the rule, what went in, the value that it took, what came out. Amounts are in yuan; before the rounding no
    /// digit is dropped.
    pub struct TraceStep {
        required {
            /// 步骤 · Kind of step.
            public step: StepKind,
            /// 项目中的位置 · Where the rule stands in the programme.
            public at: Pointer,
        }
        optional {
            /// 计算单元序号 · Which unit, from 0.
            financial unit: Integer<0, 11999>,
            /// 申请中的位置 · What it is about in the application.
            pseudonymous about: Pointer,
            /// 判断 · Judgement.
            personal judgement: Truth,
            /// 原因代码 · Reason.
            financial code: ReasonCode,
            /// 输入金额 · Amount that went in.
            financial amount_in: ExactAmount,
            /// 所取的值 · Amount, rate or number that the rule came to.
            financial value: Text<1, 40>,
            /// 结果金额 · Amount that came out.
            financial amount_out: ExactAmount,
        }
    }
}
