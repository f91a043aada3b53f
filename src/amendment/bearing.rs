//! The purpose of each member of a programme: whether it can alter an outcome, what an increase or decrease means, and how the items
//! of a list are matched.

use serde_json::{Value, json};

/// Whether a change can alter an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// The change can alter the decision, an amount, a payee, or the information that is required.
    Outcome,
    /// The change concerns names, sources, notes and identifiers only.
    Wording,
}

impl Bearing {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Wording => "wording",
        }
    }
}

/// The purpose of a member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) bearing: Bearing,
    pub(super) sense: Sense,
    pub(super) listing: Listing,
    /// Whether changes inside have no direction.
    pub(super) is_open: bool,
}

/// The meaning of an increase, a decrease or an omission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// No meaning of its own.
    None,
    /// A number that can be higher or lower.
    Value,
    /// A lower bound: the higher it is, the fewer cases meet it.
    Least,
    /// An upper bound: the higher it is, the more cases meet it.
    Most,
    /// A list of alternatives. If omitted, every case meets it.
    Choice,
    /// A list of exceptions.
    Except,
    /// A list of conditions that must all be met.
    All,
    /// A restriction that is present or omitted.
    Restriction,
    /// A code or a flag; the named value admits the most cases.
    Loosest(&'static str),
    /// The meaning of the member that contains it.
    Inherited,
}

/// How the items of two lists are matched, and whether their order matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// By a name: an identifier, a code, a payer.
    Named(Order),
    /// By their common members.
    Alike(Order),
    /// Value by value.
    Values(Order),
    /// Not at all: the list is compared as one value.
    Whole,
}

/// Whether the order of a list matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Never.
    Free,
    /// Always.
    Counts,
    /// If the first tier that applies is used.
    FirstTier,
    /// Among limits of one scope: a later limit applies to the amount that the earlier ones leave.
    WithinScope,
    /// If two prices share a code prefix.
    SharedPrefix,
    /// If a limit counts services: the first ones are awarded.
    CountedServices,
    /// If a case can match two rows of a table.
    Overlap,
}

const WORDING: Rule =
    Rule { bearing: Bearing::Wording, sense: Sense::None, listing: Listing::Named(Order::Free), is_open: true };
const PLAIN: Rule =
    Rule { bearing: Bearing::Outcome, sense: Sense::None, listing: Listing::Values(Order::Free), is_open: false };

const fn sense(sense: Sense) -> Rule {
    Rule { sense, ..PLAIN }
}

const fn list(listing: Listing) -> Rule {
    Rule { listing, ..PLAIN }
}

/// The purpose of a member of a record, by their names in documents.
pub(super) fn rule(record: &str, member: &str) -> Rule {
    match (record, member) {
        (
            _,
            "title" | "titleEn" | "source" | "sources" | "note" | "extensions" | "funder" | "standing" | "supersedes",
        )
        | ("ListedHospital", "name")
        | ("Statistic", "division") => WORDING,
        // Later adjudications recognise items, services and programmes by their identifiers; all other identifiers are names only.
        ("Programme" | "ProgrammeItem" | "Service" | "AssessmentGrade", "id") => PLAIN,
        (_, "id") => WORDING,
        ("Programme" | "ReceiptRule", "requirements") => {
            Rule { sense: Sense::All, listing: Listing::Named(Order::Free), ..PLAIN }
        }
        ("Programme", "items") => list(Listing::Named(Order::Counts)),
        ("Programme", "papers" | "sets" | "statistics" | "assessments") | ("AssessmentSubject", "grades") => {
            list(Listing::Named(Order::Free))
        }
        (_, "limits") => list(Listing::Named(Order::WithinScope)),
        (_, "tiers") => list(Listing::Named(Order::FirstTier)),
        (_, "prices") => list(Listing::Named(Order::SharedPrefix)),
        ("LineRule", "priceList") => list(Listing::Named(Order::Counts)),
        (_, "services") => list(Listing::Named(Order::CountedServices)),
        (_, "payees") => list(Listing::Named(Order::Counts)),
        (_, "coFunding") => list(Listing::Named(Order::Free)),
        ("Statistic", "values") => list(Listing::Alike(Order::Free)),
        ("StatisticValue", "period") => Rule { is_open: true, ..PLAIN },
        // Brackets and bands are in ascending order: their bounds determine their places.
        (_, "brackets" | "bands") => list(Listing::Alike(Order::Free)),
        (_, "rows") => Rule { sense: Sense::Inherited, listing: Listing::Alike(Order::Overlap), ..PLAIN },
        (_, "by") => list(Listing::Whole),
        ("ProgrammeItem", "afterLimits") => Rule { sense: Sense::All, listing: Listing::Values(Order::Free), ..PLAIN },
        (_, "lessPayers") => list(Listing::Values(Order::Counts)),
        _ => condition(record, member),
    }
}

/// The purpose of a member of a condition, of a set, or of a rule on receipts and lines.
fn condition(record: &str, member: &str) -> Rule {
    match (record, member) {
        // A document that is required in more cases does not widen eligibility.
        ("PaperRequirement", "when") => Rule { listing: Listing::Alike(Order::Free), is_open: true, ..PLAIN },
        ("PaperRequirement", "whenAnyOf") => Rule { listing: Listing::Alike(Order::Free), is_open: true, ..PLAIN },
        (_, "when" | "whenAnyOf") => Rule { sense: Sense::All, listing: Listing::Alike(Order::Free), ..PLAIN },
        ("Requirement" | "Alternatives", "anyOf") => {
            Rule { sense: Sense::Choice, listing: Listing::Alike(Order::Free), ..PLAIN }
        }
        ("PayeeShare", "atMost") => sense(Sense::Value),
        // The case that a row is for is not a higher or lower value of the row.
        (_, "codes" | "andCodes" | "atLeast" | "atMost" | "lower" | "upper") if is_of_param(record) => PLAIN,
        (_, "atLeast" | "over")
        | ("DateTest" | "AssessedDateTest", "from")
        | ("Period", "start")
        | ("PaperRequirement", "count") => sense(Sense::Least),
        ("Basis", "threshold") => sense(Sense::Restriction),
        ("Threshold", "amount") => sense(Sense::Least),
        ("Threshold", "bound") => sense(Sense::Loosest("at-least")),
        (_, "atMost" | "below") if record != "MinimumAward" => sense(Sense::Most),
        ("DateTest" | "AssessedDateTest", "until")
        | ("Period", "end")
        | ("SubmissionDeadline", "days")
        | ("PaperRequirement", "issuedWithinDays") => sense(Sense::Most),
        ("HospitalSet", "hospitals") => Rule { sense: Sense::Choice, listing: Listing::Named(Order::Free), ..PLAIN },
        ("CodeTest" | "AssessedGradeTest" | "PaperRequirement", "anyOf")
        | ("RegionTest", "within")
        | ("ReceiptRule", "kinds" | "forms" | "visitKinds")
        | ("LineRule", "categories" | "catalogue")
        | ("DiseaseSet" | "OperationSet", "prefixes")
        | ("ChargeItemSet", "codes")
        | ("PaperRequirement", "stamps") => sense(Sense::Choice),
        ("DiseaseSet", "except" | "exceptNames") | ("LineRule", "exceptCategories") => sense(Sense::Except),
        ("ReceiptRule", "diseases" | "hospitals" | "window" | "submitWithin")
        | ("LineRule", "chargeItems" | "exceptChargeItems")
        | ("ListedHospital", "period")
        | (_, "receipts") => sense(Sense::Restriction),
        ("LineRule", "withinPriceLimits") => sense(Sense::Loosest("false")),
        ("LinePrice", "codes" | "categories" | "names" | "unit") => PLAIN,
        ("DiseaseTest", "diagnoses") => sense(Sense::Loosest("any")),
        ("DiseaseTest", "confirmed") => sense(Sense::Loosest("false")),
        ("OperationTest", "state") => sense(Sense::Loosest("either")),
        // Days of the calendar are not higher or lower.
        ("ShiftedYear", "startMonth" | "startDay") | ("EarlierAidTest", "months") => PLAIN,
        // The rows and the multiples of an amount have the meaning of the amount.
        ("StatisticMultiple", "times") => sense(Sense::Inherited),
        (_, "amount" | "rate") if is_of_param(record) => sense(Sense::Inherited),
        (_, "otherwise") => sense(Sense::Inherited),
        _ => sense(Sense::Value),
    }
}

/// Whether a record is a fixed amount or rate, or a row of a table.
pub(super) fn is_of_param(record: &str) -> bool {
    let kind = record.strip_suffix("Amount").or_else(|| record.strip_suffix("Rate"));
    kind.is_some_and(|kind| ["Fixed", "Code", "Age", "Number", "Money"].contains(&kind))
}

/// Members that give the others of the same record their meaning, such as the unit of a number.
pub(super) fn is_context(member: &str) -> bool {
    ["unit", "at", "birthday", "bounds", "fact", "by", "negated", "statistic", "of", "to"].contains(&member)
}

/// The meaning of an omitted member.
pub(super) fn absent(record: &str, member: &str) -> Option<Value> {
    Some(match (record, member) {
        (_, "negated") | ("DiseaseTest", "confirmed") | ("LineRule", "withinPriceLimits") => json!(false),
        ("AssessedTest", "is") => json!(true),
        ("Coordination", "counted") => json!(["received"]),
        ("Programme", "rounding") => json!({"unit": "0.01", "mode": "half-up"}),
        ("ProgrammeItem", "payees") => json!([{"to": "guardian"}]),
        _ => return None,
    })
}

/// The list to which a member refers by an identifier.
pub(super) fn refers(record: &str, member: &str) -> Option<&'static str> {
    match (record, member) {
        (_, "source") => Some("sources"),
        ("DiseaseTest" | "OperationTest" | "HospitalTest", "set")
        | ("ReceiptRule", "diseases" | "hospitals")
        | ("LineRule", "chargeItems" | "exceptChargeItems")
        | ("InKindBenefit", "hospitals") => Some("sets"),
        ("StatisticMultiple", "statistic") => Some("statistics"),
        ("Limit", "items") | ("Basis", "lessItems") => Some("items"),
        _ => None,
    }
}

/// The name of a list item.
pub(super) fn name_of(value: &Value) -> Option<&str> {
    ["id", "to", "payer", "code", "uscc", "key", "name"].into_iter().find_map(|member| value.get(member)?.as_str())
}

/// Whether two conditions test the same fact: then one may have replaced the other.
pub(super) fn same_subject(old: &Value, new: &Value) -> bool {
    let subject = ["test", "fact", "key", "of", "to"];
    let days = old.get("test").and_then(Value::as_str) == Some("days-between");
    subject.iter().all(|member| old.get(*member) == new.get(*member)) && (!days || old.get("from") == new.get("from"))
}
