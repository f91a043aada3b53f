//! The inputs of an adjudication other than the application and the programme.

use crate::{
    documents,
    failure::{Failure, FailureCode},
    input::DocumentText,
    seals::Seals,
};
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    eligibility::Circumstances,
    record::application::Application,
    value::{Date, Money},
    wire::{Integer, List, record},
};

record! {
    /// 核定情况 · Circumstances of an adjudication.
    ///
    /// 除申请和项目以外，核定所依据的信息。
    /// The inputs of an adjudication other than the application and the programme.
    pub struct CircumstanceOptions {
        required {}
        optional {
            /// 核定日期 · Date of the decision.
            ///
            /// 不填的，为申请的提交日期；提交日期未填写的，为首次录入日期。
            /// If omitted, the date of submission of the application, or else of first entry.
            public as_of: Date,
            /// 剩余名额 · Remaining places of the programmes.
            public quota_left: Integer<0, 4294967295>,
            /// 资金余额 · Fund balance.
            public fund_balance: Money,
            /// 以往核定结果 · Earlier adjudications of the same child, in the order in which they were made.
            ///
            /// 空列表表示确知没有以往核定结果。不填的，表示未提供，以往给付以申请中所列救助为准。
            /// An empty list states that no earlier adjudication exists. If omitted, they are unknown, and the aid listed in the application
            /// is used.
            personal earlier: List<DocumentText, 0, EARLIER_MAX>,
        }
    }
}

/// The circumstances, parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The date of the decision.
    pub as_of: Date,
    /// The remaining places of the programmes.
    pub quota_left: Option<u32>,
    /// The fund balance.
    pub fund_balance: Option<Money>,
    /// The earlier adjudications; `None` if they are unknown.
    pub earlier: Option<Vec<Adjudication>>,
}

impl Ledger {
    /// Reads the options of a request.
    pub(crate) fn read(
        options: Option<&CircumstanceOptions>,
        application: &Application,
        seals: &Seals,
    ) -> Result<Self, Failure> {
        let default = CircumstanceOptions::new();
        let options = options.unwrap_or(&default);
        let as_of = options.as_of.or_else(|| application.papers_day());
        let as_of = as_of.ok_or_else(|| Failure::of(FailureCode::DayMissing).at("/circumstances/asOf"))?;
        let earlier = options.earlier.as_deref();
        let earlier =
            earlier.map(|earlier| documents::outcomes(earlier, "/circumstances/earlier", seals)).transpose()?;
        let quota_left = options.quota_left.and_then(|left| u32::try_from(left.get()).ok());
        Ok(Self { as_of, quota_left, fund_balance: options.fund_balance, earlier })
    }

    /// The circumstances in the form of the library.
    pub fn circumstances(&self) -> Circumstances<'_> {
        let mut circumstances = Circumstances::on(self.as_of);
        circumstances.quota_left = self.quota_left;
        circumstances.fund_balance = self.fund_balance;
        circumstances.earlier = self.earlier.as_deref();
        circumstances
    }
}
