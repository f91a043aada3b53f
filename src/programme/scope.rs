//! Rules for admitted receipts and lines, and accumulation periods.

use super::predicate::Requirement;
use crate::{
    code::{Attribution, CatalogueClass, FeeCategory, ReceiptDate, ReceiptForm, ReceiptKind, VisitKind},
    value::{LocalId, Period},
    wire::{Integer, List, record, union},
};

record! {
    /// 票据日期范围 · Period of admitted receipts.
    ///
    /// 起止两日均包含在内。
    /// Both dates are inclusive.
    pub struct ReceiptWindow {
        required {
            /// 所用日期 · Date of the receipt that is compared.
            public by: ReceiptDate,
            /// 期间 · Period.
            public period: Period,
        }
        optional {}
    }
}

record! {
    /// 提交期限 · Submission deadline.
    pub struct SubmissionDeadline {
        required {
            /// 起算日期 · Date from which the deadline runs.
            public by: ReceiptDate,
            /// 天数 · Number of days.
            public days: Integer<1, 3660>,
        }
        optional {}
    }
}

record! {
    /// 票据范围 · Admitted receipts.
    ///
    /// 不填的成员不作限制。
    /// An omitted member does not restrict receipts.
    pub struct ReceiptRule {
        required {}
        optional {
            /// 票据种类 · Admitted kinds of receipt.
            public kinds: List<ReceiptKind, 1, 20>,
            /// 提交形式 · Admitted submission forms.
            public forms: List<ReceiptForm, 1, 10>,
            /// 就诊类别 · Admitted kinds of visit.
            public visit_kinds: List<VisitKind, 1, 30>,
            /// 疾病清单 · Set of diseases.
            ///
            /// 票据须为治疗其中的疾病。
            /// The receipt must be for one of these diseases.
            public diseases: LocalId,
            /// 除外的疾病清单 · Set of excluded diseases.
            ///
            /// 票据不得为治疗其中的疾病。
            /// The receipt must not be for one of these diseases.
            public except_diseases: LocalId,
            /// 医院名单 · Set of hospitals.
            public hospitals: LocalId,
            /// 日期范围 · Period.
            public window: ReceiptWindow,
            /// 提交期限 · Submission deadline.
            public submit_within: SubmissionDeadline,
            /// 其他要求 · Further requirements, checked for each receipt.
            public requirements: List<Requirement, 0, 20>,
        }
    }
}

record! {
    /// 明细范围 · Admitted lines.
    ///
    /// 不填的成员不作限制。
    /// An omitted member does not restrict lines.
    pub struct LineRule {
        required {
            /// 明细归属方法 · Attribution of insurance payments to lines.
            public attribution: Attribution,
        }
        optional {
            /// 收费项目类别 · Admitted fee categories.
            public categories: List<FeeCategory, 1, 14>,
            /// 除外的收费项目类别 · Excluded fee categories.
            public except_categories: List<FeeCategory, 1, 14>,
            /// 医保目录等级 · Admitted catalogue classes.
            public catalogue: List<CatalogueClass, 1, 3>,
            /// 药品耗材项目清单 · Set of admitted charge items.
            public charge_items: LocalId,
            /// 除外的药品耗材项目清单 · Set of excluded charge items.
            public except_charge_items: LocalId,
        }
    }
}

record! {
    /// 自然月 · Calendar month.
    pub struct CalendarMonth {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
        }
        optional {}
    }
}

record! {
    /// 自然季度 · Calendar quarter.
    pub struct CalendarQuarter {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
        }
        optional {}
    }
}

record! {
    /// 自然年度 · Calendar year.
    pub struct CalendarYear {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
        }
        optional {}
    }
}

record! {
    /// 学年或保障年度 · Year with a stated start date.
    pub struct ShiftedYear {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
            /// 起始月 · Start month.
            public start_month: Integer<1, 12>,
            /// 起始日 · Start day of the month.
            public start_day: Integer<1, 28>,
        }
        optional {}
    }
}

record! {
    /// 最近若干月 · Rolling months.
    pub struct RollingMonths {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
            /// 月数 · Number of months.
            public months: Integer<1, 600>,
        }
        optional {}
    }
}

union! {
    /// 累计期间 · Accumulation period.
    pub enum PeriodRule by "type" {
        /// 自然月 · Calendar month.
        CalendarMonth(CalendarMonth) = "calendar-month",
        /// 自然季度 · Calendar quarter.
        CalendarQuarter(CalendarQuarter) = "calendar-quarter",
        /// 自然年度 · Calendar year.
        CalendarYear(CalendarYear) = "calendar-year",
        /// 学年或保障年度 · Year with a stated start date.
        ShiftedYear(ShiftedYear) = "shifted-year",
        /// 最近若干月 · Rolling months.
        RollingMonths(RollingMonths) = "rolling-months",
    }
}
