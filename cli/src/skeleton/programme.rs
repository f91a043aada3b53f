//! An example of a programme from the parts of a notice.

use super::{
    made::{Skeleton, document},
    member::{put, text},
    person::charity,
};
use crate::{
    arguments::{Alternatives, CapPeriod, ItemKind, NewProgrammeArguments, Unit},
    exit::Stop,
    illness::Illness,
    language::Language,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tongbiao::{
    code::{MaterialKind, OtherAid},
    money,
    programme::Programme,
    value::Money,
    wire::Label,
};

/// An example of a programme with the parts that the options name. Without any, a usual one.
pub(crate) fn programme(arguments: &NewProgrammeArguments, language: Language) -> Result<Skeleton, Stop> {
    let usual;
    let arguments = if arguments.is_empty() {
        usual = arguments.usual();
        &usual
    } else {
        arguments
    };
    document::<Programme>(Parts(arguments).value(), arguments.output.schema.as_deref(), language)
}

/// The parts of the notice.
struct Parts<'a>(&'a NewProgrammeArguments);

fn fixed(amount: Money) -> Value {
    json!({"type": "fixed", "amount": amount.to_string()})
}

/// A text in both languages as members of a part.
fn titled(mut part: Value, zh: &str, en: &str) -> Value {
    if let Some(members) = part.as_object_mut() {
        members.insert("title".to_owned(), zh.into());
        members.insert("titleEn".to_owned(), en.into());
    }
    part
}

impl Parts<'_> {
    fn value(&self) -> Value {
        let given = self.0;
        let mut effective = json!({"start": given.from.map_or_else(|| "2026-01-01".to_owned(), |day| day.to_string())});
        if let Some(until) = given.until {
            put(&mut effective, "end", until.to_string());
        }
        let mut members = Map::new();
        let mut put = |name: &str, value: Value| {
            if !matches!(&value, Value::Array(items) if items.is_empty()) {
                members.insert(name.to_owned(), value);
            }
        };
        put("id", given.id.as_ref().map_or("org.example.programme", |id| id.as_str()).into());
        put("revision", 1.into());
        put("title", given.title.as_deref().unwrap_or("示例救助项目（虚构）").into());
        put("titleEn", given.title_en.as_deref().unwrap_or("Example programme (invented)").into());
        put("standing", "illustrative".into());
        put("payer", "charity".into());
        put("funder", charity());
        put("effective", effective);
        put("appliesBy", "submitted-on".into());
        put("evidence", if self.uses_receipts() { "receipts" } else { "diagnosis" }.into());
        put("sets", self.sets().into());
        put("requirements", self.requirements().into());
        put("papers", self.papers().into());
        if let Some(receipts) = self.receipts().filter(|_| self.uses_receipts()) {
            put("receipts", receipts);
        }
        put("items", self.items().into());
        put("limits", self.limits().into());
        put("coordination", self.coordination());
        Value::Object(members)
    }

    fn kinds(&self) -> &[ItemKind] {
        if self.0.item.is_empty() { &[ItemKind::Fixed] } else { &self.0.item }
    }

    /// Whether an item is computed from receipts, or the receipts are restricted.
    fn uses_receipts(&self) -> bool {
        use ItemKind::{Fixed, InKind, Match, Sessions, Tiers};
        let is_money = |kind: &ItemKind| *kind != InKind;
        let is_of_receipts = self.0.designated
            || self.0.submit_within.is_some()
            || matches!(self.0.period, Some(CapPeriod::Receipt | CapPeriod::Hospitalisation));
        let has_basis = |kind: &ItemKind| !matches!(kind, Fixed | InKind | Match | Sessions | Tiers);
        self.kinds().iter().any(|kind| has_basis(kind) || is_of_receipts && is_money(kind))
    }

    /// The name of the illness, if it is one.
    fn illness(&self) -> Label {
        match self.0.disease.as_slice() {
            [Illness { name: Some(name), .. }] => *name,
            _ => Label { zh: "救助病种", en: "an admitted disease" },
        }
    }

    fn sets(&self) -> Vec<Value> {
        let mut sets = Vec::new();
        if !self.0.disease.is_empty() {
            let mut seen = BTreeSet::new();
            let prefixes = self.0.disease.iter().flat_map(|illness| &illness.prefixes).map(|prefix| prefix.as_str());
            let prefixes: Vec<&str> = prefixes.filter(|prefix| seen.insert(*prefix)).collect();
            let members = json!({"of": "disease", "prefixes": prefixes});
            let Label { zh, en } = self.illness();
            sets.push(titled(json!({"id": "diseases", "members": members}), zh, en));
        }
        if self.0.designated {
            let hospital = json!({"name": "示例省儿童医院（虚构）", "uscc": "12410000400000018Y"});
            let members = json!({"of": "hospital", "hospitals": [hospital]});
            sets.push(titled(json!({"id": "hospitals", "members": members}), "定点医院", "designated hospitals"));
        }
        sets
    }

    /// The rule for receipts, if a part of the notice restricts them.
    fn receipts(&self) -> Option<Value> {
        let mut rule = json!({});
        if self.0.designated {
            put(&mut rule, "hospitals", "hospitals");
        }
        if let Some(days) = self.0.submit_within {
            put(&mut rule, "submitWithin", json!({"by": "discharged-on", "days": days}));
        }
        (rule != json!({})).then_some(rule)
    }

    fn requirements(&self) -> Vec<Value> {
        let mut all = Vec::new();
        let mut add = |id: &str, test: Value, zh: &str, en: &str| {
            all.push(titled(json!({"id": id, "anyOf": [test]}), zh, en));
        };
        if let Some(years) = self.0.age_below {
            let test = json!({"test": "age", "at": "submitted-on", "birthday": "on-birthday", "unit": "years", "atMost": years.saturating_sub(1)});
            add(
                "age",
                test,
                &format!("提交申请时未满 {years} 周岁"),
                &format!("Under {years} years old on the day of submission"),
            );
        }
        if !self.0.disease.is_empty() {
            let test = json!({"test": "disease", "set": "diseases", "diagnoses": "any", "confirmed": true});
            let Label { zh, en } = self.illness();
            add("disease", test, &format!("确诊{zh}"), &format!("Confirmed diagnosis of {en}"));
        }
        if !self.0.region.is_empty() {
            let within: Vec<String> = self.0.region.iter().map(ToString::to_string).collect();
            add(
                "registration",
                json!({"test": "region", "fact": "registration", "within": within}),
                "户籍在救助地区",
                "Registered residence in the region of the programme",
            );
        }
        if !self.0.disability.is_empty() {
            let kinds: Vec<&str> = self.0.disability.iter().map(|kind| kind.as_str()).collect();
            let test = json!({"test": "code", "fact": "disability-kind", "anyOf": kinds});
            add("disability", test, "持有效残疾人证", "Disability certificate in force");
        }
        if self.0.hardship {
            let test = json!({"test": "code", "fact": "poverty-category", "anyOf": [
                "minimum-living-allowance", "extreme-poverty", "near-minimum-living", "rigid-expenditure",
                "return-to-poverty-monitored", "other-hardship"]});
            add("hardship", test, "家庭经济困难（持有效证明）", "Economic hardship, shown by a certificate in force");
        }
        all
    }

    fn papers(&self) -> Vec<Value> {
        let papers = self.0.paper.iter().filter_map(|Alternatives(kinds)| {
            let first = kinds.first()?;
            let codes: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            let mut paper = json!({"id": first.as_str(), "anyOf": codes});
            match first {
                MaterialKind::Diagnosis => {
                    put(&mut paper, "stamps", json!(["hospital", "medical-affairs", "diagnosis"]))
                }
                MaterialKind::IdentityCard => put(&mut paper, "eachGuardian", true),
                _ => {}
            }
            let zh: Vec<&str> = kinds.iter().map(|kind| kind.label().zh).collect();
            let en: Vec<&str> = kinds.iter().map(|kind| kind.label().en).collect();
            Some(titled(paper, &zh.join("或"), &en.join(" or ")))
        });
        let mut seen = BTreeSet::new();
        papers.filter(|paper| seen.insert(text(paper, "id").to_owned())).collect()
    }

    /// The amount of an option, or else the default, at most the cap.
    fn amount(&self, place: usize, otherwise: Money) -> Value {
        let otherwise = self.0.cap.map_or(otherwise, |cap| otherwise.min(cap));
        fixed(self.0.amount.get(place).copied().unwrap_or(otherwise))
    }

    fn rate(&self) -> Value {
        json!({"type": "fixed", "rate": self.0.rate.map_or_else(|| "0.5".to_owned(), |rate| rate.to_string())})
    }

    fn items(&self) -> Vec<Value> {
        let mut items: Vec<Value> = Vec::new();
        for kind in self.kinds() {
            let mut item = self.item(*kind);
            // An identifier is used once.
            let id = text(&item, "id").to_owned();
            let is_same = |other: &str| other == id || other.starts_with(&format!("{id}-"));
            let same = items.iter().filter(|other| is_same(text(other, "id"))).count();
            if same > 0 {
                put(&mut item, "id", format!("{id}-{}", same.saturating_add(1)));
            }
            if let Some(payee) = self.0.payee {
                put(&mut item, "payees", json!([{"to": payee.as_str()}]));
            }
            items.push(item);
        }
        items
    }

    fn item(&self, kind: ItemKind) -> Value {
        let measure = self.0.measure.map_or("family-borne", |measure| measure.as_str());
        let per = match self.0.per {
            None | Some(Unit::Application) => "application",
            Some(Unit::Hospitalisation) => "hospitalisation",
            Some(Unit::Receipt) => "receipt",
        };
        let basis = json!({"measure": measure, "per": per});
        let of_basis = |id: &str, benefit: Value, zh: &str, en: &str| {
            let mut item = json!({"id": id, "basis": basis, "benefit": benefit});
            if let Some(deductible) = self.0.deductible {
                put(&mut item, "deductible", fixed(deductible));
            }
            titled(item, zh, en)
        };
        match kind {
            ItemKind::Fixed => {
                let benefit = json!({"type": "fixed", "amount": self.amount(0, money!("30000.00"))});
                titled(json!({"id": "grant", "benefit": benefit}), "定额资助", "Fixed grant")
            }
            ItemKind::Tiers => titled(json!({"id": "grant", "benefit": self.tiers()}), "按情形资助", "Grant by tier"),
            ItemKind::Brackets => {
                let benefit = json!({"type": "brackets", "bounds": "over-up-to", "brackets": [
                    {"upper": "10000.00", "amount": self.amount(1, money!("3000.00"))},
                    {"lower": "10000.00", "amount": self.amount(0, money!("8000.00"))}]});
                of_basis("bracket-grant", benefit, "按家庭负担分段定额", "Fixed amounts by out-of-pocket amount")
            }
            ItemKind::Rate => of_basis(
                "rate",
                json!({"type": "rate", "rate": self.rate()}),
                "按比例资助",
                "Share of the out-of-pocket amount",
            ),
            ItemKind::Bands => {
                let benefit =
                    json!({"type": "bands", "method": "marginal", "bounds": "over-up-to", "bands": self.bands()});
                of_basis("bands", benefit, "分段按比例资助", "Shares by band of the out-of-pocket amount")
            }
            ItemKind::Prices => {
                let price = titled(
                    json!({"id": "vsd", "operations": ["35.53", "35.72"], "price": self.amount(0, money!("28000.00"))}),
                    "室间隔缺损修补术",
                    "Repair of a ventricular septal defect",
                );
                titled(
                    json!({"id": "operation", "benefit": {"type": "prices", "excess": "hospital", "prices": [price]}}),
                    "手术资助",
                    "Operation at an agreed price",
                )
            }
            ItemKind::Units => {
                let benefit = json!({"type": "units", "count": {"type": "fact", "fact": "stay-days"}, "amount": self.amount(0, money!("100.00")), "countMax": 60});
                titled(
                    json!({"id": "days", "basis": {"measure": "billed", "per": "application"}, "benefit": benefit}),
                    "住院补助（按天）",
                    "Allowance per day of hospital stay",
                )
            }
            ItemKind::Sessions => {
                let benefit = json!({"type": "units", "count": {"type": "fact", "fact": "treatment-sessions"},
                    "amount": self.amount(0, money!("60.00"))});
                titled(json!({"id": "sessions", "benefit": benefit}), "按次补助", "Allowance per session")
            }
            ItemKind::Gap => {
                let basis = json!({"measure": "family-borne", "per": per});
                let item = json!({"id": "gap", "basis": basis, "benefit": {"type": "gap", "rate": self.rate()}});
                titled(item, "余额资助", "Share of the remainder after other aid")
            }
            ItemKind::Match => {
                let benefit = json!({"type": "match", "payer": "crowdfunding", "times": "1"});
                titled(json!({"id": "matching", "benefit": benefit}), "配套资助", "Matching of crowdfunding")
            }
            ItemKind::InKind => {
                let service = titled(json!({"id": "kit", "familyCharge": "0.00"}), "营养包", "Nutrition pack");
                let mut benefit = json!({"type": "in-kind", "services": [service]});
                if self.0.designated {
                    put(
                        &mut benefit,
                        "services",
                        json!([titled(
                            json!({"id": "lip", "operations": ["27.54"], "familyCharge": "0.00"}),
                            "唇裂修复术",
                            "Cleft lip repair"
                        )]),
                    );
                    put(&mut benefit, "hospitals", "hospitals");
                }
                titled(json!({"id": "service", "benefit": benefit}), "实物或服务", "Goods or services")
            }
        }
    }

    fn bands(&self) -> Vec<Value> {
        if self.0.band.is_empty() {
            return vec![
                json!({"upper": "20000.00", "rate": self.rate()}),
                json!({"rate": {"type": "fixed", "rate": "0.6"}}),
            ];
        }
        let bands = self.0.band.iter().map(|band| {
            let mut value = json!({"rate": {"type": "fixed", "rate": band.rate.to_string()}});
            if let Some(upper) = band.upper {
                put(&mut value, "upper", upper.to_string());
            }
            value
        });
        bands.collect()
    }

    fn tiers(&self) -> Value {
        let tier = |id: &str, negated: bool, amount: Value, zh: &str, en: &str| {
            let mut test = json!({"test": "code", "fact": "treatment-done", "anyOf": ["transplant"]});
            if negated {
                put(&mut test, "negated", true);
            }
            titled(json!({"id": id, "when": [test], "amount": amount}), zh, en)
        };
        json!({"type": "tiers", "select": "first", "topUp": !self.0.once, "tiers": [
            tier("transplanted", false, self.amount(0, money!("50000.00")), "已移植", "Transplanted"),
            tier("not-transplanted", true, self.amount(1, money!("30000.00")), "未移植", "Not transplanted")]})
    }

    fn limits(&self) -> Vec<Value> {
        let mut limits = Vec::new();
        let items = self.items();
        let is_money = |item: &&Value| item.pointer("/benefit/type").and_then(Value::as_str) != Some("in-kind");
        let money_items: Vec<&str> = items.iter().filter(is_money).map(|item| text(item, "id")).collect();
        if (self.0.cap.is_some() || self.0.period.is_some()) && !money_items.is_empty() {
            let amount = fixed(self.0.cap.unwrap_or(money!("50000.00")));
            let mut limit = json!({"id": "cap", "amount": amount});
            let (scope, period) = self.0.period.unwrap_or(CapPeriod::Lifetime).rule(self.uses_receipts());
            put(&mut limit, "scope", scope);
            if let Some(period) = period {
                put(&mut limit, "period", period);
            }
            if money_items.len() < self.kinds().len() {
                put(&mut limit, "items", money_items);
            }
            limits.push(titled(limit, "封顶线", "cap"));
        }
        if self.0.fund {
            limits.push(titled(json!({"id": "fund", "scope": "fund-balance"}), "资金用完为止", "fund balance"));
        }
        if self.0.once {
            limits.push(titled(json!({"id": "once", "scope": "lifetime", "count": 1}), "限一次", "one award"));
        }
        limits
    }

    fn coordination(&self) -> Value {
        let other = if self.uses_receipts() { OtherAid::ReducesCap } else { OtherAid::Ignore };
        let is_without_costs = |kind: &ItemKind| matches!(kind, ItemKind::InKind | ItemKind::Sessions);
        let is_in_kind = self.kinds().iter().all(is_without_costs);
        let ceiling = match () {
            () if self.uses_receipts() => "family-borne",
            () if is_in_kind => "not-applicable",
            () => "at-reconciliation",
        };
        let mut coordination = json!({"otherAid": self.0.other_aid.unwrap_or(other).as_str(), "ceiling": ceiling});
        if !self.0.after.is_empty() {
            put(&mut coordination, "after", self.0.after.iter().map(|payer| payer.as_str()).collect::<Vec<_>>());
        }
        coordination
    }
}

impl CapPeriod {
    /// The scope of the limit, and its period.
    fn rule(self, uses_receipts: bool) -> (&'static str, Option<Value>) {
        let by = if uses_receipts { "discharged-on" } else { "visited-on" };
        match self {
            Self::Lifetime => ("lifetime", None),
            Self::Application => ("application", None),
            Self::Hospitalisation => ("hospitalisation", None),
            Self::Receipt => ("receipt", None),
            Self::CalendarYear => ("period", Some(json!({"type": "calendar-year", "by": by}))),
            Self::CalendarQuarter => ("period", Some(json!({"type": "calendar-quarter", "by": by}))),
            Self::CalendarMonth => ("period", Some(json!({"type": "calendar-month", "by": by}))),
            Self::ShiftedYear => {
                ("period", Some(json!({"type": "shifted-year", "by": by, "startMonth": 9, "startDay": 1})))
            }
            Self::RollingMonths => ("period", Some(json!({"type": "rolling-months", "by": by, "months": 12}))),
        }
    }
}
