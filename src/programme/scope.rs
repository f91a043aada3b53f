//! Rules for admitted receipts and lines, and accumulation periods.

use super::predicate::Requirement;
use crate::{
    code::{Attribution, CatalogueClass, FeeCategory, PriceUnit, ReceiptDate, ReceiptForm, ReceiptKind, VisitKind},
    value::{LocalId, Money, Period, RecordNumber, Text},
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
    /// 计入价格 · Highest price that counts.
    ///
    /// 明细符合所填的各项（代码、类别、名称、单位）的，按此价格计入，超过的部分不计入。至少填写代码、类别、名称之一。
    /// It applies to a line that matches all of its members: code, category, name, unit. What a line has above it does not count. At least
    /// one of code, category and name is required.
    pub struct LinePrice from NewLinePrice {
        required {
            /// 价格标识 · Price identifier.
            public id: LocalId,
            /// 价格 · Price.
            public price: Money,
            /// 计量 · Unit of the price.
            ///
            /// 按数量的，每条明细至多计入价格乘以数量；按住院日的，一张票据上的这些明细合计至多计入价格乘以住院天数。
            /// With `quantity` a line counts at most price × quantity. With `stay-day` these lines of a receipt together count at most price ×
            /// days of the stay.
            public per: PriceUnit,
        }
        optional {
            /// 项目代码 · Item codes.
            ///
            /// 与票据明细的项目代码逐字符比较。
            /// Compared character by character with the item codes of receipt lines.
            public codes: List<RecordNumber, 1, 2000>,
            /// 收费项目类别 · Fee categories.
            public categories: List<FeeCategory, 1, 14>,
            /// 名称 · Words of the item name.
            ///
            /// 明细的名称包含其中之一。
            /// The name of the line contains one of them.
            public names: List<Text<1, 100>, 1, 200>,
            /// 单位 · Unit of the line.
            public unit: Text<1, 100>,
            /// 价格名称 · Price name.
            public title: Text<1, 200>,
            /// 英文名称 · English name.
            public title_en: Text<1, 200>,
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
            /// 价格表 · Price list.
            ///
            /// 每条明细适用第一个符合的价格；没有符合的，不受限制。
            /// The first price that matches a line applies to it. A line without a matching price is not bounded.
            public price_list: List<LinePrice, 1, 500>,
            /// 是否只计入医保限价以内 · Whether amounts above the price limit of the insurance are excluded.
            ///
            /// 明细的超限价金额，或超过支付上限单价的部分，不计入。明细两者均未填写的，视为没有限价。
            /// Excludes `overPriceLimit` of a line, or else its amount above `priceLimit`. A line that states neither has no price limit.
            public within_price_limits: bool,
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
        optional {
            /// 明细按各自的发生日期归入 · Whether each line is placed by its own day.
            ///
            /// 明细按发生日期（`chargedOn`）归入期间；未填写发生日期的，按票据的日期；票据跨越期间的，每条明细均须填写。不填的，整张票据归入一个期间。
            /// A line belongs to the period of its `chargedOn`, or else of the date of its receipt. If the receipt spans periods, each
            /// line must state its day. If omitted, a receipt belongs to one period as a whole.
            public line_days: bool,
        }
    }
}

record! {
    /// 自然季度 · Calendar quarter.
    pub struct CalendarQuarter {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
        }
        optional {
            /// 明细按各自的发生日期归入 · Whether each line is placed by its own day.
            ///
            /// 明细按发生日期（`chargedOn`）归入期间；未填写发生日期的，按票据的日期；票据跨越期间的，每条明细均须填写。不填的，整张票据归入一个期间。
            /// A line belongs to the period of its `chargedOn`, or else of the date of its receipt. If the receipt spans periods, each
            /// line must state its day. If omitted, a receipt belongs to one period as a whole.
            public line_days: bool,
        }
    }
}

record! {
    /// 自然年度 · Calendar year.
    pub struct CalendarYear {
        required {
            /// 所用日期 · Date that assigns a receipt to a period.
            public by: ReceiptDate,
        }
        optional {
            /// 明细按各自的发生日期归入 · Whether each line is placed by its own day.
            ///
            /// 明细按发生日期（`chargedOn`）归入期间；未填写发生日期的，按票据的日期；票据跨越期间的，每条明细均须填写。不填的，整张票据归入一个期间。
            /// A line belongs to the period of its `chargedOn`, or else of the date of its receipt. If the receipt spans periods, each
            /// line must state its day. If omitted, a receipt belongs to one period as a whole.
            public line_days: bool,
        }
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
        optional {
            /// 明细按各自的发生日期归入 · Whether each line is placed by its own day.
            ///
            /// 明细按发生日期（`chargedOn`）归入期间；未填写发生日期的，按票据的日期；票据跨越期间的，每条明细均须填写。不填的，整张票据归入一个期间。
            /// A line belongs to the period of its `chargedOn`, or else of the date of its receipt. If the receipt spans periods, each
            /// line must state its day. If omitted, a receipt belongs to one period as a whole.
            public line_days: bool,
        }
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

impl PeriodRule {
    /// Whether a line is placed by its own day, and not by that of its receipt.
    pub(crate) fn is_by_line(&self) -> bool {
        let stated = match self {
            Self::CalendarMonth(rule) => rule.line_days,
            Self::CalendarQuarter(rule) => rule.line_days,
            Self::CalendarYear(rule) => rule.line_days,
            Self::ShiftedYear(rule) => rule.line_days,
            Self::RollingMonths(_) => None,
        };
        stated == Some(true)
    }
}
