//! The amounts of a receipt. Each amount is either known or lists the members that are missing to compute it.
//!
//! Checks, eligibility and evaluation all use these amounts (`docs/evaluation.md`, section 4).

use super::Receipt;
use crate::{
    code::{FactSupplier, Measure, SettlementMode},
    record::settlement::Settlement,
    value::{Money, SignedMoney},
};
use std::fmt;

/// An amount of a receipt, or the members that are missing to compute it.
pub type Amount = Result<Money, Absent>;

/// The amounts of a receipt. No amount is below zero or above the billed amount.
///
/// # Example
/// ```
/// use tongbiao::{check::read, record::receipt::Receipt, value::Money};
///
/// let text = r#"{"kind": "receipt", "standard": "1.0", "receiptKind": "legacy",
///     "number": {"form": "legacy", "number": "00012345678"}, "totalAmount": "3200.00", "cash": "1200.00"}"#;
/// let amounts = read::<Receipt>(text.as_bytes())?.body.amounts();
/// assert_eq!(amounts.cash.map(Money::fen), Ok(120_000));
/// // The personal account is not stated, so the family's share is not known.
/// let absent = amounts.family_borne.expect_err("the personal account is absent");
/// assert_eq!(absent.members().collect::<Vec<_>>(), ["personalAccount"]);
/// # Ok::<(), tongbiao::check::Unreadable>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Amounts {
    /// The total amount. Zero on a receipt with a negative total.
    pub billed: Money,
    /// The family's share: the personal account, a relative's account, the cash and the outstanding amount, less the
    /// reimbursement of a manual settlement.
    pub family_borne: Amount,
    /// The cash, less the reimbursement of a manual settlement.
    pub cash: Amount,
    /// The part of the family's share that is still owed to the hospital. A reimbursement does not reduce it while it can
    /// be deducted from the cash and the accounts.
    pub outstanding: Amount,
    /// The co-payment inside the catalogue.
    pub self_paid: Amount,
    /// The out-of-catalogue cost.
    pub out_of_catalogue: Amount,
}

impl Receipt {
    /// The amounts of the receipt, such as the billed amount and the family's share. Each is known or lists its
    /// missing members.
    pub fn amounts(&self) -> Amounts {
        Amounts::of(self)
    }
}

impl Amounts {
    fn of(receipt: &Receipt) -> Self {
        let billed = receipt.total_amount.fen().max(0);
        // A printed amount may be below zero or above the total. Each amount is limited once, here.
        let bounded = |fen: i64| Money::from_fen(fen.clamp(0, billed)).unwrap_or_default();
        let face = |amount: Option<SignedMoney>, member| amount.map(SignedMoney::fen).ok_or(Absent::one(member));
        // If omitted, nothing was paid from a relative's account and nothing is outstanding.
        let stated = |amount: Option<SignedMoney>| amount.map_or(0, SignedMoney::fen);
        let settlement = Settled::of(receipt);
        let reimbursed = match settlement {
            Settled::OnTheFace => Ok(0),
            Settled::Later(sheet) => face(sheet.fund_total, Member::FundTotal),
            Settled::Unknown => Err(Absent::one(Member::SettlementMode)),
        };
        let cash = face(receipt.cash, Member::Cash);
        let account = face(receipt.personal_account, Member::PersonalAccount);
        let owed = stated(receipt.outstanding);
        let paid = both(cash, account).map(|(cash, account)| cash + account + stated(receipt.relative_account) + owed);
        let less_reimbursed = |paid| both(paid, reimbursed).map(|(paid, reimbursed)| bounded(paid - reimbursed));
        let family_borne = less_reimbursed(paid);
        let outstanding = if owed > 0 { family_borne.map(|borne| borne.min(bounded(owed))) } else { Ok(Money::ZERO) };
        let out_of_catalogue = match settlement {
            Settled::OnTheFace => face(receipt.self_financed, Member::SelfFinanced),
            Settled::Later(sheet) => face(sheet.out_of_catalogue, Member::OutOfCatalogue)
                .map(|outside| outside + stated(sheet.over_price_limit)),
            Settled::Unknown => Err(Absent::one(Member::SettlementMode)),
        };
        let out_of_catalogue = out_of_catalogue.map(bounded);
        let self_paid = match settlement {
            Settled::OnTheFace => face(receipt.self_paid, Member::SelfPaid).map(bounded),
            Settled::Later(_) => {
                both(family_borne, out_of_catalogue).map(|(borne, outside)| bounded(borne.fen() - outside.fen()))
            }
            Settled::Unknown => Err(Absent::one(Member::SettlementMode)),
        };
        let (billed, cash) = (bounded(billed), less_reimbursed(cash));
        Self { billed, family_borne, cash, outstanding, self_paid, out_of_catalogue }
    }

    /// The cost inside the catalogue: the billed amount less the out-of-catalogue cost.
    ///
    /// # Errors
    /// The members of the receipt that are missing and needed for the amount.
    pub fn in_catalogue(&self) -> Amount {
        self.out_of_catalogue.map(|outside| self.billed.checked_sub(outside).unwrap_or_default())
    }

    /// The amount that a measure of a programme selects.
    ///
    /// # Errors
    /// The members of the receipt that are missing and needed for the amount.
    pub fn measure(&self, measure: Measure) -> Amount {
        match measure {
            Measure::Billed => Ok(self.billed),
            Measure::InCatalogue => self.in_catalogue(),
            Measure::SelfPaid => self.self_paid,
            Measure::SelfFinanced => self.out_of_catalogue,
            Measure::FamilyBorne => self.family_borne,
            Measure::Cash => self.cash,
        }
    }
}

/// Shows the type name only, because the amounts are private.
impl fmt::Debug for Amounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Amounts").finish_non_exhaustive()
    }
}

/// When the insurer settled, relative to the printing of the receipt.
#[derive(Clone, Copy)]
enum Settled<'a> {
    /// Before the printing, or not at all: the printed amounts apply.
    OnTheFace,
    /// After the printing: the printed amounts do not include the settlement.
    Later(&'a Settlement),
    /// The settlement does not state its mode.
    Unknown,
}

impl<'a> Settled<'a> {
    fn of(receipt: &'a Receipt) -> Self {
        match receipt.settlement.as_ref().map(|settlement| (settlement, settlement.mode)) {
            None | Some((_, Some(SettlementMode::AtHospital))) => Self::OnTheFace,
            Some((sheet, Some(SettlementMode::Manual))) => Self::Later(sheet),
            Some((_, None)) => Self::Unknown,
        }
    }
}

/// Both amounts, or the missing members of both.
fn both<A, B>(a: Result<A, Absent>, b: Result<B, Absent>) -> Result<(A, B), Absent> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(a), Err(b)) => Err(Absent(a.0 | b.0)),
        (Err(absent), _) | (_, Err(absent)) => Err(absent),
    }
}

/// Missing members of a receipt. At least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absent(u8);

impl Absent {
    const fn one(member: Member) -> Self {
        Self(1 << member as u8)
    }

    /// The path of each member in the receipt: a JSON Pointer without its first slash, such as `settlement/fundTotal`.
    pub fn members(self) -> impl Iterator<Item = &'static str> {
        MEMBERS.into_iter().filter(move |(member, _)| self.0 & Self::one(*member).0 != 0).map(|(_, path)| path)
    }
}

/// The members on which an amount can depend.
#[derive(Clone, Copy)]
enum Member {
    PersonalAccount,
    Cash,
    SelfPaid,
    SelfFinanced,
    SettlementMode,
    FundTotal,
    OutOfCatalogue,
}

const MEMBERS: [(Member, &str); 7] = [
    (Member::PersonalAccount, "personalAccount"),
    (Member::Cash, "cash"),
    (Member::SelfPaid, "selfPaid"),
    (Member::SelfFinanced, "selfFinanced"),
    (Member::SettlementMode, "settlement/mode"),
    (Member::FundTotal, "settlement/fundTotal"),
    (Member::OutOfCatalogue, "settlement/outOfCatalogue"),
];

/// Who supplies a member of a receipt: the insurer supplies the settlement, the hospital everything else.
pub(crate) fn supplier_of(member: &str) -> FactSupplier {
    if member.starts_with("settlement") { FactSupplier::Insurer } else { FactSupplier::Hospital }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Measure::{Billed, Cash, FamilyBorne, InCatalogue, SelfFinanced, SelfPaid};
    use serde_json::{Value, json};

    /// A receipt over 1000.00 with the given members. A member set to null is removed.
    fn amounts(members: Value) -> Amounts {
        let mut json = json!({"receiptKind": "legacy", "number": {"form": "legacy", "number": "1"},
            "totalAmount": "1000.00", "personalAccount": "100.00", "cash": "400.00", "selfPaid": "300.00",
            "selfFinanced": "200.00"});
        let object = json.as_object_mut().unwrap();
        object.extend(members.as_object().unwrap().clone());
        object.retain(|_, value| !value.is_null());
        serde_json::from_value::<Receipt>(json).unwrap().amounts()
    }

    fn expect(members: Value, expected: [(Measure, Result<&str, &[&str]>); 5]) {
        let amounts = amounts(members.clone());
        for (measure, expected) in expected {
            let found = amounts.measure(measure);
            let found = found.map(|amount| amount.to_string()).map_err(|absent| absent.members().collect::<Vec<_>>());
            assert_eq!(found, expected.map(str::to_owned).map_err(<[_]>::to_vec), "{measure} {members}");
        }
    }

    #[test]
    fn the_face_holds_unless_the_insurer_settled_later() {
        let face = [
            (FamilyBorne, Ok("500.00")),
            (Cash, Ok("400.00")),
            (SelfPaid, Ok("300.00")),
            (SelfFinanced, Ok("200.00")),
            (InCatalogue, Ok("800.00")),
        ];
        expect(json!({}), face);
        expect(json!({"settlement": {"mode": "at-hospital", "fundTotal": "500.00", "outOfCatalogue": "1.00"}}), face);
        let later = json!({"settlement": {"mode": "manual", "fundTotal": "150.00", "outOfCatalogue": "50.00",
            "overPriceLimit": "25.00"}});
        expect(
            later,
            [
                (FamilyBorne, Ok("350.00")),
                (Cash, Ok("250.00")),
                (SelfPaid, Ok("275.00")),
                (SelfFinanced, Ok("75.00")),
                (InCatalogue, Ok("925.00")),
            ],
        );
    }

    #[test]
    fn no_amount_is_below_zero_or_above_what_was_billed() {
        // The reimbursement exceeds the cash, so it also reduces the personal account.
        let more_than_cash = json!({"settlement": {"mode": "manual", "fundTotal": "450.00", "outOfCatalogue": "0.00"}});
        let settled = |borne, cash, outside, inside| {
            [(FamilyBorne, Ok(borne)), (Cash, Ok(cash)), (SelfFinanced, Ok(outside)), (InCatalogue, Ok(inside))]
        };
        let four = |members: Value, expected: [(Measure, Result<&str, &[&str]>); 4]| {
            let [a, b, c, d] = expected;
            expect(members, [(Billed, Ok("1000.00")), a, b, c, d]);
        };
        four(more_than_cash, settled("50.00", "0.00", "0.00", "1000.00"));
        let more_than_paid =
            json!({"settlement": {"mode": "manual", "fundTotal": "900.00", "outOfCatalogue": "1500.00"}});
        four(more_than_paid, settled("0.00", "0.00", "1000.00", "0.00"));
        four(json!({"cash": "1400.00", "selfFinanced": "-5.00"}), settled("1000.00", "1000.00", "0.00", "1000.00"));
        // Parts are computed from limited amounts, so their sum never exceeds the whole.
        let parts = json!({"cash": "1400.00", "settlement": {"mode": "manual", "fundTotal": "0.00",
            "outOfCatalogue": "300.00"}});
        assert_eq!(amounts(parts).self_paid.map(Money::fen), Ok(70_000));
        assert_eq!(amounts(json!({"totalAmount": "-1000.00"})).billed, Money::ZERO);
    }

    #[test]
    fn what_is_owed_belongs_to_the_share_and_not_to_the_cash() {
        let expected = |members: Value, borne: &str, cash: &str, outstanding: &str| {
            let found = amounts(members.clone());
            let shown = |amount: Amount| amount.map(|amount| amount.to_string());
            assert_eq!(
                [shown(found.family_borne), shown(found.cash), shown(found.outstanding)],
                [borne, cash, outstanding].map(|amount| Ok(amount.to_owned())),
                "{members}"
            );
        };
        let owed = json!({"relativeAccount": "50.00", "outstanding": "150.00"});
        expected(owed.clone(), "700.00", "400.00", "150.00");
        expected(json!({}), "500.00", "400.00", "0.00");
        expected(json!({"outstanding": "-1.00"}), "499.00", "400.00", "0.00");
        // The share, and with it what is owed, is at most the billed amount. Rounding changes nothing.
        expected(json!({"outstanding": "1200.00", "cashRounding": "0.05"}), "1000.00", "400.00", "1000.00");
        for (back, borne, cash, outstanding) in [
            ("400.00", "300.00", "0.00", "150.00"),
            ("550.00", "150.00", "0.00", "150.00"),
            ("600.00", "100.00", "0.00", "100.00"),
            ("900.00", "0.00", "0.00", "0.00"),
        ] {
            let mut members = owed.clone();
            members["settlement"] = json!({"mode": "manual", "fundTotal": back});
            expected(members, borne, cash, outstanding);
        }
        // A debt is a part of the share, so it is known only with the share.
        let unknown = amounts(json!({"personalAccount": null, "outstanding": "150.00"})).outstanding;
        assert_eq!(unknown.map_err(|absent| absent.members().collect::<Vec<_>>()), Err(vec!["personalAccount"]));
        assert_eq!(amounts(json!({"personalAccount": null})).outstanding, Ok(Money::ZERO));
    }

    #[test]
    fn every_missing_member_is_named() {
        let outside: Result<&str, &[&str]> = Err(&["selfFinanced"]);
        expect(
            json!({"personalAccount": null, "cash": null, "selfPaid": null, "selfFinanced": null}),
            [
                (FamilyBorne, Err(&["personalAccount", "cash"])),
                (Cash, Err(&["cash"])),
                (SelfPaid, Err(&["selfPaid"])),
                (SelfFinanced, outside),
                (InCatalogue, outside),
            ],
        );
        let sheet: &[&str] = &["settlement/outOfCatalogue"];
        expect(
            json!({"personalAccount": null, "cash": null, "settlement": {"mode": "manual"}}),
            [
                (FamilyBorne, Err(&["personalAccount", "cash", "settlement/fundTotal"])),
                (Cash, Err(&["cash", "settlement/fundTotal"])),
                (SelfPaid, Err(&["personalAccount", "cash", "settlement/fundTotal", "settlement/outOfCatalogue"])),
                (SelfFinanced, Err(sheet)),
                (InCatalogue, Err(sheet)),
            ],
        );
        // Which members are needed depends on the mode. The cash is needed in every mode.
        let mode: &[&str] = &["settlement/mode"];
        expect(
            json!({"cash": null, "selfFinanced": null, "settlement": {}}),
            [
                (FamilyBorne, Err(&["cash", "settlement/mode"])),
                (Cash, Err(&["cash", "settlement/mode"])),
                (SelfPaid, Err(mode)),
                (SelfFinanced, Err(mode)),
                (InCatalogue, Err(mode)),
            ],
        );
        assert_eq!(amounts(json!({"settlement": {}})).billed.fen(), 100_000);
    }
}
