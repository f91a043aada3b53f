//! Which receipts and which of their lines count.

use super::predicate::Requirement;
use crate::{
    code::{Attribution, CatalogueClass, FeeCategory, ReceiptDate, ReceiptForm, ReceiptKind, VisitKind},
    value::{LocalId, Period},
    wire::{Integer, List, record, union},
};

record! {
    /// 票据日期范围 · Window of receipts.
    ///
    /// 起止两天都计入。
    /// Both days belong to it.
    pub struct ReceiptWindow {
        required {
            /// 所看日期 · Which date is looked at.
            public by: ReceiptDate,
            /// 期间 · Period.
            public period: Period,
        }
        optional {}
    }
}

record! {
    /// 提交期限 · Deadline.
    pub struct SubmissionDeadline {
        required {
            /// 起算日期 · From which date.
            public by: ReceiptDate,
            /// 天数 · Within so many days.
            public days: Integer<1, 3660>,
        }
        optional {}
    }
}

record! {
    /// 票据范围 · Which receipts count.
    ///
    /// 没有写的不限。
    /// What is absent is no restriction.
    pub struct ReceiptRule {
        required {}
        optional {
            /// 票据种类 · Kinds of receipt.
            public kinds: List<ReceiptKind, 1, 20>,
            /// 提交形式 · Forms in which they are handed in.
            public forms: List<ReceiptForm, 1, 10>,
            /// 就诊类别 · Kinds of visit.
            public visit_kinds: List<VisitKind, 1, 30>,
            /// 疾病清单 · Set of diseases that they must be for.
            public diseases: LocalId,
            /// 除外的疾病清单 · Set of diseases of which they must be for none.
            public except_diseases: LocalId,
            /// 医院名单 · Set of hospitals.
            public hospitals: LocalId,
            /// 日期范围 · Window.
            public window: ReceiptWindow,
            /// 提交期限 · Deadline.
            public submit_within: SubmissionDeadline,
            /// 其他要求 · Further requirements, judged for each receipt.
            public requirements: List<Requirement, 0, 20>,
        }
    }
}

record! {
    /// 明细范围 · Which lines count.
    ///
    /// 没有写的不限。
    /// What is absent is no restriction.
    pub struct LineRule {
        required {
            /// 归属方法 · How insurers' payments are spread over lines.
            public attribution: Attribution,
        }
        optional {
            /// 收费项目类别 · Fee categories.
            public categories: List<FeeCategory, 1, 14>,
            /// 除外的收费项目类别 · Fee categories that do not count.
            public except_categories: List<FeeCategory, 1, 14>,
            /// 医保目录等级 · Classes of the catalogue.
            public catalogue: List<CatalogueClass, 1, 3>,
            /// 药品耗材项目清单 · Set of charge items.
            public charge_items: LocalId,
            /// 除外的药品耗材项目清单 · Set of charge items that do not count.
            public except_charge_items: LocalId,
        }
    }
}

record! {
    /// 自然月 · Calendar month.
    pub struct CalendarMonth {
        required {
            /// 所看日期 · Which date places a receipt.
            public by: ReceiptDate,
        }
        optional {}
    }
}

record! {
    /// 自然季度 · Calendar quarter.
    pub struct CalendarQuarter {
        required {
            /// 所看日期 · Which date places a receipt.
            public by: ReceiptDate,
        }
        optional {}
    }
}

record! {
    /// 自然年度 · Calendar year.
    pub struct CalendarYear {
        required {
            /// 所看日期 · Which date places a receipt.
            public by: ReceiptDate,
        }
        optional {}
    }
}

record! {
    /// 学年或保障年度 · Year that begins on a certain day.
    pub struct ShiftedYear {
        required {
            /// 所看日期 · Which date places a receipt.
            public by: ReceiptDate,
            /// 起始月 · Month in which it begins.
            public start_month: Integer<1, 12>,
            /// 起始日 · Day of that month on which it begins.
            public start_day: Integer<1, 28>,
        }
        optional {}
    }
}

record! {
    /// 最近若干月 · So many months back.
    pub struct RollingMonths {
        required {
            /// 所看日期 · Which date places a receipt.
            public by: ReceiptDate,
            /// 月数 · Months.
            public months: Integer<1, 600>,
        }
        optional {}
    }
}

union! {
    /// 累计期间 · Period over which something is added up.
    pub enum PeriodRule by "type" {
        /// 自然月 · Calendar month.
        CalendarMonth(CalendarMonth) = "calendar-month",
        /// 自然季度 · Calendar quarter.
        CalendarQuarter(CalendarQuarter) = "calendar-quarter",
        /// 自然年度 · Calendar year.
        CalendarYear(CalendarYear) = "calendar-year",
        /// 学年或保障年度 · Year that begins on a certain day.
        ShiftedYear(ShiftedYear) = "shifted-year",
        /// 最近若干月 · So many months back.
        RollingMonths(RollingMonths) = "rolling-months",
    }
}
