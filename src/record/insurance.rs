//! Insurance coverage of the child.

use crate::{
    code::InsuranceKind,
    finding::{At, Check, rules},
    period::check_period,
    value::{DivisionCode, LocalId, Period, RecordNumber, Text},
    wire::record,
};

record! {
    /// 参保情况 · Insurance coverage.
    pub struct Coverage {
        required {
            /// 医保类型 · Kind of insurance.
            personal kind: InsuranceKind,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 参保地 · Place of insurance.
            personal division: DivisionCode,
            /// 医保编号 · Insurance number.
            personal number: RecordNumber,
            /// 保险期间 · Period of coverage.
            ///
            /// 起始日期或截止日期未填写的，无法确定是否在保，核定可能待定。未约定截止日期的，截止日期填写 2099-12-31。
            /// If the first or the last day is omitted, it is unknown whether the insurance is in force, and an adjudication can
            /// be undetermined. If no last day is agreed, enter 2099-12-31.
            personal period: Period,
            /// 保险人 · Insurer.
            ///
            /// 商业保险公司或互助基金的名称。
            /// The name of the commercial insurer or mutual fund.
            personal insurer: Text<1, 200>,
            /// 保单号 · Policy number.
            personal policy_number: RecordNumber,
            /// 医保类型文字 · Kind of insurance as printed.
            ///
            /// 医保类型为 other 时，照录保险凭证、结算单或票据上所印的文字。
            /// The text printed on the insurance card, the settlement sheet or the receipt, if the kind of insurance is `other`.
            personal kind_text: Text<1, 100>,
        }
    }
}

rules! { Insurance;
    /// 就诊时不在保险期间 · Visit outside the period of coverage.
    NOT_IN_FORCE = "insurance.not-in-force" Warning Evidence {
        zh: "票据上的医保类型在就诊日没有有效的参保记录", en: "no coverage of the receipt's kind of insurance was in force on the date of the visit",
        hint_zh: "请核对保险期间和就诊日期", hint_en: "check the period of coverage and the date of the visit",
        source: "医疗保障基金结算清单: benefits within the period insured",
    }
    /// 票据的医保类型与参保情况不符 · Kind of insurance on a receipt without coverage.
    KIND_MISMATCH = "insurance.kind-mismatch" Warning Reference {
        zh: "票据上的医保类型不在参保情况之中", en: "the child has no coverage of the kind of insurance on the receipt",
        hint_zh: "请补填参保情况或核对票据", hint_en: "add the coverage or check the receipt",
        source: "财综〔2019〕29号: 医保类型 on the printed receipt",
    }
    /// 使用已并入其他类型的医保类型 · Kind of insurance merged into another.
    KIND_DEPRECATED = "insurance.kind-deprecated" Warning Deprecated {
        zh: "该医保类型已并入其他类型，请改用 {successor}", en: "this kind of insurance has been merged into another; use {successor}",
        hint_zh: "2020 年以后的参保，请按现行类型填写", hint_en: "for coverage since 2020, enter the kind that is in use now",
        source: "医疗保障 insutype: 380 and 391 in addition to 390",
    }
    /// 医保类型为其他而未照录文字 · Kind of insurance `other` without the printed text.
    KIND_TEXT_MISSING = "insurance.kind-text-missing" Warning Evidence {
        zh: "医保类型为 other，但未照录所印文字", en: "the kind of insurance is `other`, but its printed text is missing",
        hint_zh: "请将所印的医保类型填入 kindText", hint_en: "enter the printed kind of insurance in `kindText`",
        source: "医疗保障 insutype: regions add values of their own",
    }
}

impl Check for Coverage {
    fn check(&self, at: &mut At) {
        check_period(Self::MEMBERS.period, self.period.as_ref(), at);
        let has_text = (self.kind == InsuranceKind::Other).then_some(self.kind_text.is_some());
        at.judge_member(&KIND_TEXT_MISSING, Self::MEMBERS.kind, has_text, |_| {});
        let successor = self.kind.successor();
        at.judge_member(&KIND_DEPRECATED, Self::MEMBERS.kind, Some(successor.is_none()), |f| {
            f.param("successor", successor.map_or("", InsuranceKind::as_str));
        });
        let known = self.division.map(DivisionCode::is_known);
        at.judge_member(&crate::record::organisation::DIVISION_UNKNOWN, Self::MEMBERS.division, known, |_| {});
    }
}
