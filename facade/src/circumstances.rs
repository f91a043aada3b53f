//! What decisions depend on in addition to the application and the programme.

use crate::{
    documents,
    failure::{Failure, FailureCode},
    input::DocumentText,
};
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    eligibility::Circumstances,
    record::application::Application,
    value::{Date, Money},
    wire::{Integer, List, record},
};

record! {
    /// 核定的情况 · Circumstances of decisions.
    ///
    /// 核定还取决于哪些情况。
    /// What decisions depend on in addition to the application and the programme.
    pub struct CircumstanceOptions {
        required {}
        optional {
            /// 核定日期 · Day of the decision.
            ///
            /// 不写时为申请的提交日期。
            /// The day on which the application was submitted if omitted.
            public as_of: Date,
            /// 剩余名额 · Places that the programmes have left.
            public quota_left: Integer<0, 4294967295>,
            /// 资金余额 · Balance of the fund.
            public fund_balance: Money,
            /// 此前的核定 · Earlier adjudications on the same child, in the order in which they were made.
            ///
            /// 空列表表示确知没有；不写表示未提供，此前给付以申请中所列为准。
            /// An empty list states that there are none. If omitted, they are unknown, and the aid that the application lists counts.
            personal earlier: List<DocumentText, 0, EARLIER_MAX>,
        }
    }
}

/// The circumstances, all of them read.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The day of the decisions.
    pub as_of: Date,
    /// Places that the programmes have left.
    pub quota_left: Option<u32>,
    /// The balance of the fund.
    pub fund_balance: Option<Money>,
    /// What was decided before, where that is known.
    pub earlier: Option<Vec<Adjudication>>,
}

impl Ledger {
    /// Reads the options of a request.
    pub(crate) fn read(options: Option<&CircumstanceOptions>, application: &Application) -> Result<Self, Failure> {
        let default = CircumstanceOptions::new();
        let options = options.unwrap_or(&default);
        let as_of = options.as_of.or_else(|| application.papers_day());
        let as_of = as_of.ok_or_else(|| Failure::of(FailureCode::DayMissing).at("/circumstances/asOf"))?;
        let earlier = options.earlier.as_deref();
        let earlier = earlier.map(|earlier| documents::outcomes(earlier, "/circumstances/earlier")).transpose()?;
        let quota_left = options.quota_left.and_then(|left| u32::try_from(left.get()).ok());
        Ok(Self { as_of, quota_left, fund_balance: options.fund_balance, earlier })
    }

    /// As the library takes them.
    pub fn circumstances(&self) -> Circumstances<'_> {
        let mut circumstances = Circumstances::on(self.as_of);
        circumstances.quota_left = self.quota_left;
        circumstances.fund_balance = self.fund_balance;
        circumstances.earlier = self.earlier.as_deref();
        circumstances
    }
}
