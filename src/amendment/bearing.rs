//! What the members of a programme are for: whether they can change an outcome, what more or less of them means, and how
//! the items of their lists are told apart.

use serde_json::{Value, json};

/// Whether a change can change an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// It can change what is decided, paid, to whom, or what is asked for.
    Outcome,
    /// It changes names, sources, remarks and identifiers only.
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

/// What a member is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) bearing: Bearing,
    pub(super) sense: Sense,
    pub(super) listing: Listing,
    /// Whether nothing is said of the direction of what stands inside.
    pub(super) is_open: bool,
}

/// What it means that there is more, less, or none of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It says nothing of its own.
    None,
    /// A number that is higher or lower.
    Value,
    /// A lower bound: the higher, the fewer meet it.
    Least,
    /// An upper bound: the higher, the more meet it.
    Most,
    /// Any of its items is enough; absent, everything is.
    Choice,
    /// What it holds does not belong to it.
    Except,
    /// All of its items must hold.
    All,
    /// A restriction that is there or not.
    Restriction,
    /// A code of which this one lets most in; a flag that lets more in while it is not set.
    Loosest(&'static str),
    /// As what it stands in.
    Inherited,
}

/// How the items of a list are told apart, and whether their order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// By what names them: an identifier, a code, a payer.
    Named(Order),
    /// By what they have in common.
    Alike(Order),
    /// Values, each by itself.
    Values(Order),
    /// Not at all: the list is one value.
    Whole,
}

/// Whether the order of a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Never.
    Free,
    /// Always.
    Counts,
    /// Where the first tier that applies counts.
    FirstTier,
    /// Among limits of one scope: a later one cuts what the earlier ones left.
    WithinScope,
    /// Where two prices have a beginning of codes in common.
    SharedPrefix,
    /// Where a limit counts services: the first ones are given.
    CountedServices,
    /// Where a case may fit two rows of a table.
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

/// What a member of a record is for, by their wire names.
pub(super) fn rule(record: &str, member: &str) -> Rule {
    match (record, member) {
        (
            _,
            "title" | "titleEn" | "source" | "sources" | "note" | "extensions" | "funder" | "standing" | "supersedes",
        )
        | ("ListedHospital", "name")
        | ("Statistic", "division") => WORDING,
        // Later decisions know items, services and programmes by their identifiers; all others only name what they stand for.
        ("Programme" | "ProgrammeItem" | "Service", "id") => PLAIN,
        (_, "id") => WORDING,
        ("Programme" | "ReceiptRule", "requirements") => {
            Rule { sense: Sense::All, listing: Listing::Named(Order::Free), ..PLAIN }
        }
        ("Programme", "items") => list(Listing::Named(Order::Counts)),
        ("Programme", "papers" | "sets" | "statistics") => list(Listing::Named(Order::Free)),
        (_, "limits") => list(Listing::Named(Order::WithinScope)),
        (_, "tiers") => list(Listing::Named(Order::FirstTier)),
        (_, "prices") => list(Listing::Named(Order::SharedPrefix)),
        (_, "services") => list(Listing::Named(Order::CountedServices)),
        (_, "payees") => list(Listing::Named(Order::Counts)),
        (_, "coFunding") => list(Listing::Named(Order::Free)),
        ("Statistic", "values") => list(Listing::Alike(Order::Free)),
        ("StatisticValue", "period") => Rule { is_open: true, ..PLAIN },
        // Brackets and bands go upwards: what they hold says where they stand.
        (_, "brackets" | "bands") => list(Listing::Alike(Order::Free)),
        (_, "rows") => Rule { sense: Sense::Inherited, listing: Listing::Alike(Order::Overlap), ..PLAIN },
        (_, "by") => list(Listing::Whole),
        (_, "lessPayers") => list(Listing::Values(Order::Counts)),
        _ => condition(record, member),
    }
}

/// What a member of a condition, of a set or of a rule of receipts and lines is for.
fn condition(record: &str, member: &str) -> Rule {
    match (record, member) {
        // A paper that is needed in more cases is no wider door.
        ("PaperRequirement", "when") => Rule { listing: Listing::Alike(Order::Free), is_open: true, ..PLAIN },
        (_, "when") => Rule { sense: Sense::All, listing: Listing::Alike(Order::Free), ..PLAIN },
        ("Requirement", "anyOf") => Rule { sense: Sense::Choice, listing: Listing::Alike(Order::Free), ..PLAIN },
        ("PayeeShare", "atMost") => sense(Sense::Value),
        // Which row is for which case is neither more nor less of what the rows come to.
        (_, "codes" | "andCodes" | "atLeast" | "atMost" | "lower" | "upper") if is_of_param(record) => PLAIN,
        (_, "atLeast" | "over") | ("DateTest", "from") | ("Period", "start") | ("PaperRequirement", "count") => {
            sense(Sense::Least)
        }
        (_, "atMost" | "below") if record != "MinimumAward" => sense(Sense::Most),
        ("DateTest", "until")
        | ("Period", "end")
        | ("SubmissionDeadline", "days")
        | ("PaperRequirement", "issuedWithinDays") => sense(Sense::Most),
        ("HospitalSet", "hospitals") => Rule { sense: Sense::Choice, listing: Listing::Named(Order::Free), ..PLAIN },
        ("CodeTest" | "PaperRequirement", "anyOf")
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
        ("DiseaseTest", "diagnoses") => sense(Sense::Loosest("any")),
        ("DiseaseTest", "confirmed") => sense(Sense::Loosest("false")),
        ("OperationTest", "state") => sense(Sense::Loosest("either")),
        // Days of a calendar are neither more nor less.
        ("ShiftedYear", "startMonth" | "startDay") | ("EarlierAidTest", "months") => PLAIN,
        // The rows and the multiples of an amount mean what the amount is for.
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

/// Members without which the others of the same record cannot be compared: another unit makes another number of it.
pub(super) fn is_context(member: &str) -> bool {
    ["unit", "at", "birthday", "bounds", "fact", "by", "negated", "statistic", "of", "to"].contains(&member)
}

/// What a member means where it is absent.
pub(super) fn absent(record: &str, member: &str) -> Option<Value> {
    Some(match (record, member) {
        (_, "negated") | ("DiseaseTest", "confirmed") => json!(false),
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

/// What names an item of a list.
pub(super) fn name_of(value: &Value) -> Option<&str> {
    ["id", "to", "payer", "code", "uscc", "name"].into_iter().find_map(|member| value.get(member)?.as_str())
}

/// Whether two conditions ask for the same: then one may have become the other.
pub(super) fn same_subject(old: &Value, new: &Value) -> bool {
    let subject = ["test", "fact", "key", "of", "to"];
    let days = old.get("test").and_then(Value::as_str) == Some("days-between");
    subject.iter().all(|member| old.get(*member) == new.get(*member)) && (!days || old.get("from") == new.get("from"))
}
