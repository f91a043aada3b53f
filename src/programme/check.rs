//! Rules for a whole programme: benefit items, benefits, limits and payees.

mod answered;
mod award;
mod classification;
mod coding;
mod condition;
mod reference;
mod revisions;
mod statistic;
mod window;

pub use revisions::Revisions;

/// The rules of this file and of those below.
pub(super) mod rules {
    pub(crate) use super::{
        RULES as PROGRAMME, award::RULES as AWARD, coding::RULES as CODING, condition::RULES as CONDITION,
        reference::RULES as REFERENCE, revisions::RULES as REVISIONS, statistic::RULES as STATISTIC,
        window::RULES as WINDOW,
    };
}

use self::{
    award::{bounding_limits, check_award, check_minimum},
    coding::{check_diseases, check_operation},
    condition::{check_amount, check_ranges, check_rate, check_requirements, check_when},
    reference::{CHARGE_ITEMS, DISEASES, HOSPITALS, NOTICE_MISSING, Names, check_scope, check_unique},
    statistic::check_statistic,
    window::check_window,
};
use super::{
    AmountParam, BandBenefit, Benefit, BracketBenefit, CoFunding, InKindBenefit, LineRule, PaperRequirement,
    PayeeShare, PriceBenefit, Programme, ProgrammeItem, ReceiptRule, SetMembers, UnitCount,
    asked::check_evidence,
    bracket::Range,
    cliff::{self, Jump, steepest},
    prover::check_reach,
};
use crate::{
    code::{AwardUnit, LimitScope, ProgrammeStanding, RoundingUnit},
    extension::check_extensions,
    fact::Scope,
    finding::{At, Check, rules},
    period::check_period,
    programme::{
        AmountByCode, Basis, CountedTime, DiseaseSet, FixedBenefit, GapBenefit, HospitalSet, Limit, ListedHospital,
        NamedSet, OperationPrice, OperationSet, RateBenefit, ReceiptWindow, Service, TierBenefit, UnitBenefit,
    },
    value::{DiseasePrefix, Money, Rate},
    wire::MemberName,
};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

rules! { Programme;
    /// 被取代的版本不早于本版本 · Replaced revision that is not earlier.
    REVISION_ORDER = "programme.revision-order" Error Value {
        zh: "被取代的版本不早于本版本", en: "the replaced revision is not earlier than this revision",
        hint_zh: "请核对版本号", hint_en: "check the revision numbers",
        source: "revisions are numbered in ascending order",
    }
    /// 不支持的功能 · Unsupported feature.
    FEATURE_UNKNOWN = "programme.feature-unknown" Error Code {
        zh: "第 1.0 版没有名为 {feature} 的功能", en: "version 1.0 has no feature named {feature}",
        hint_zh: "请使用支持该功能的标准版本，或删除此功能", hint_en: "use a version of the standard that supports the feature, or remove it",
        source: "tongbiao 童标: an unsupported feature must not be ignored",
    }
    /// 给付方式缺少计算基数 · Benefit without a basis.
    BASIS_MISSING = "programme.basis-missing" Error Structure {
        zh: "此给付方式须有计算基数", en: "the benefit requires a basis",
        hint_zh: "请填写计算所取金额和计算单元", hint_en: "enter the amount of the receipts used and the unit of computation",
        source: "a rate or a band applies to an amount",
    }
    /// 累计期间缺失或多余 · Missing or superfluous accumulation period.
    PERIOD_MISMATCH = "programme.period-mismatch" Error Structure {
        zh: "按期间计算的须填写累计期间，其他的不得填写", en: "an accumulation period is required if the computation is per period, and not allowed otherwise",
        hint_zh: "请补充或删除累计期间", hint_en: "add or remove the accumulation period",
        source: "a limit or a basis per period requires a stated period",
    }
    /// 限额没有金额、次数或数量 · Limit without a maximum.
    LIMIT_INCOMPLETE = "programme.limit-incomplete" Error Structure {
        zh: "限额未填写金额、次数或数量，或资金余额限额填写了其中之一", en: "the limit has no amount, number of awards or number of units, or the fund balance limit has one of them",
        hint_zh: "请填写金额、次数或数量；资金余额限额均不填", hint_en: "enter an amount, a number of awards or a number of units; enter none of them for a fund balance limit",
        source: "a limit requires a maximum",
    }
    /// 限额范围不适用数量或共用 · Scope that allows no units and no group.
    LIMIT_SCOPE = "programme.limit-scope" Error Structure {
        zh: "此范围的限额不得填写数量，也不得与其他项目共用", en: "a limit of this scope must not have a number of units or a group identifier",
        hint_zh: "数量和共用标识只用于每次申请、期间、终身的限额", hint_en: "use a number of units or a group identifier only for the scopes application, period and lifetime",
        source: "units and awards of other programmes are not known for smaller scopes",
    }
    /// 数量限额所适用的给付项均不按数量给付 · Unit limit without a benefit per unit.
    LIMIT_WITHOUT_UNITS = "programme.limit-without-units" Error Structure {
        zh: "限额填写了数量，但其适用的给付项均不按数量给付", en: "the limit has a number of units, but none of its benefit items is paid per unit",
        hint_zh: "请核对限额和给付方式", hint_en: "check the limit and the benefits",
        source: "a limit requires a maximum that can be reached",
    }
    /// 始终因限额而不能全额给付 · Amount that a limit always reduces.
    NEVER_IN_FULL = "programme.never-in-full" Warning Arithmetic {
        zh: "限额 {limit} 低于此处的最低金额，始终不能全额给付", en: "the limit {limit} is below the lowest amount here: the amount is never paid in full",
        hint_zh: "请核对限额和金额", hint_en: "check the limit and the amount",
        source: "arithmetic",
    }
    /// 限额不是舍入单位的整数倍 · Limit that is not a multiple of the rounding unit.
    LIMIT_NOT_ROUND = "programme.limit-not-round" Warning Arithmetic {
        zh: "限额不是舍入单位 {unit} 的整数倍，达到限额的给付不是整数", en: "the limit is not a multiple of the rounding unit {unit}: an award at the limit is not a round amount",
        hint_zh: "请核对限额和舍入单位", hint_en: "check the limit and the rounding unit",
        source: "amounts are rounded before they are limited",
    }
    /// 给付金额跳档 · Cliff in the award.
    CLIFF = "programme.cliff" Warning Arithmetic {
        zh: "在 {at} 元处相差一分，给付由 {before} 元变为 {after} 元", en: "at {at} yuan, a difference of one fen changes the award from {before} to {after} yuan",
        hint_zh: "其他资助方多付一分，家庭可能少得一档；公告确有规定的，可保留", hint_en: "check the amounts: one more fen from another funder may cost the family a whole band; keep the cliff if the notice states it",
        source: "天使阳光基金 table: amounts by bracket",
    }
    /// 分段次序不符 · Bands out of order.
    BANDS_ORDER = "programme.bands-order" Error Value {
        zh: "各段须由低到高排列，且仅最后一段没有上限", en: "bands must be in ascending order, and only the last band has no upper end",
        hint_zh: "请核对各段上限", hint_en: "check the upper ends of the bands",
        source: "a table of bands covers every amount",
    }
    /// 比例之和超过百分之百 · Sum of rates above one hundred percent.
    RATES_ABOVE_ONE = "programme.rates-above-one" Error Arithmetic {
        zh: "比例之和可达 {sum}，超过 1", en: "the sum of the rates can reach {sum} and exceeds 1",
        hint_zh: "请核对比例、加成比例和各方份额", hint_en: "check the rates, the added rate and the shares",
        source: "no award exceeds the charges",
    }
    /// 收款方始终无款可收 · Payee that never receives an amount.
    PAYEE_UNREACHABLE = "programme.payee-unreachable" Error Value {
        zh: "前面的收款方已取得全部金额", en: "the preceding payees receive the whole award",
        hint_zh: "仅最后一个收款方可不填份额和金额上限；份额之和不得超过 1", hint_en: "omit share and maximum amount for the last payee only; the sum of the shares must not exceed 1",
        source: "an award is divided once",
    }
    /// 代码前缀已包括在内 · Code prefix included in another.
    PREFIX_COVERED = "programme.prefix-covered" Warning Duplicate {
        zh: "此前缀已包括在前缀 {other} 之内", en: "the prefix is already included in the prefix {other}",
        hint_zh: "请删除较长的前缀", hint_en: "remove the longer prefix",
        source: "a set lists each code once",
    }
    /// 除外前缀不在清单之内 · Excluded prefix outside its set.
    EXCEPTION_OUTSIDE = "programme.exception-outside" Warning Value {
        zh: "除外的前缀不在清单的任何前缀之内，不起作用", en: "the excluded prefix is not included in any prefix of the set and has no effect",
        hint_zh: "请核对前缀", hint_en: "check the prefixes",
        source: "every published rule has an effect",
    }
    /// 列出的医院没有代码 · Listed hospital without a code.
    HOSPITAL_WITHOUT_CODE = "programme.hospital-without-code" Error Evidence {
        zh: "列出的医院没有统一社会信用代码，也没有定点医药机构代码，无法与票据核对", en: "the listed hospital has neither a unified social credit code nor a code of the designated medical institution: receipts cannot be matched",
        hint_zh: "请至少填写一个代码；名称可能变更或重复", hint_en: "enter at least one of the codes; names change and are not unique",
        source: "a hospital is identified by its codes",
    }
    /// 协议资助的比例与金额缺失或重复 · Co-funding without exactly one of share and amount.
    CO_FUNDING_INCOMPLETE = "programme.co-funding-incomplete" Error Structure {
        zh: "协议资助的比例与金额须且只能填写一项", en: "the co-funding must have exactly one of share and amount",
        hint_zh: "请填写比例或金额", hint_en: "enter either the share or the amount",
        source: "an agreed share is stated once",
    }
}

impl Check for Programme {
    fn check(&self, at: &mut At) {
        let names = Names::of(self);
        let replaced = self.supersedes.map(|supersedes| supersedes.get() < self.revision.get());
        at.judge_member(&REVISION_ORDER, Self::MEMBERS.supersedes, replaced, |_| {});
        let features = self.features.as_deref();
        at.judge_member(&FEATURE_UNKNOWN, Self::MEMBERS.features, features.map(<[_]>::is_empty), |f| {
            f.param("feature", features.and_then(<[_]>::first).map_or("", |feature| feature.as_str()));
        });
        let follows = self.standing == ProgrammeStanding::FollowsNotice;
        let named = self.sources.as_ref().is_some_and(|sources| !sources.is_empty());
        at.judge_member(&NOTICE_MISSING, Self::MEMBERS.standing, follows.then_some(named), |_| {});
        check_period(Self::MEMBERS.effective, Some(&self.effective), at);
        at.member(Self::MEMBERS.funder, self.funder.as_ref());
        check_unique(Self::MEMBERS.sources, self.sources.as_deref(), |source| &source.id, at);
        check_unique(Self::MEMBERS.sets, self.sets.as_deref(), |set| &set.id, at);
        check_unique(Self::MEMBERS.statistics, self.statistics.as_deref(), |statistic| &statistic.id, at);
        check_sets(self, &names, at);
        at.each(Self::MEMBERS.statistics, self.statistics.as_deref().unwrap_or_default(), |at, statistic| {
            check_statistic(statistic, &self.effective, &names, at);
        });
        check_requirements(self.requirements.as_deref(), Scope::Application, &names, at);
        check_unique(Self::MEMBERS.papers, self.papers.as_deref(), |paper| &paper.id, at);
        at.each(Self::MEMBERS.papers, self.papers.as_deref().unwrap_or_default(), |at, paper| {
            check_paper(paper, &names, at)
        });
        check_receipts(self.receipts.as_ref(), self, &names, at);
        check_lines(self.lines.as_ref(), &names, at);
        check_unique(Self::MEMBERS.items, Some(&*self.items), |item| &item.id, at);
        at.within(Self::MEMBERS.items, |at| {
            for (index, item) in self.items.iter().enumerate() {
                at.item(index, |at| check_item(item, index, self, &names, at));
            }
        });
        check_limits(self.limits.as_deref(), (&self.items, Scope::Application, self.unit(None)), &names, at);
        check_minimum(self, at);
        check_evidence(self, at);
        names.check_used(self, at);
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
        check_reach(self, at);
    }
}

impl Programme {
    /// The rounding unit for the awards of an item.
    fn unit(&self, item: Option<&ProgrammeItem>) -> RoundingUnit {
        let own = item.and_then(|item| item.rounding.as_ref());
        own.or(self.rounding.as_ref()).map_or(RoundingUnit::Fen, |rounding| rounding.unit)
    }
}

fn check_sets(programme: &Programme, names: &Names<'_>, at: &mut At) {
    at.each(Programme::MEMBERS.sets, programme.sets.as_deref().unwrap_or_default(), |at, set| {
        names.source(set.source.as_ref(), at);
        at.within(NamedSet::MEMBERS.members, |at| match &set.members {
            SetMembers::Disease(diseases) => {
                check_diseases(diseases, at);
                check_prefixes(
                    DiseaseSet::MEMBERS.prefixes,
                    diseases.prefixes.iter().map(DiseasePrefix::as_str).collect(),
                    at,
                );
                let prefixes: HashSet<&str> = diseases.prefixes.iter().map(DiseasePrefix::as_str).collect();
                at.each(DiseaseSet::MEMBERS.except, diseases.except.as_deref().unwrap_or_default(), |at, exception| {
                    let inside = beginnings(exception.as_str()).any(|beginning| prefixes.contains(beginning));
                    at.judge(&EXCEPTION_OUTSIDE, Some(inside), |_| {});
                });
            }
            SetMembers::Operation(operations) => {
                at.each(OperationSet::MEMBERS.prefixes, &operations.prefixes, |at, prefix| check_operation(prefix, at));
                check_prefixes(
                    DiseaseSet::MEMBERS.prefixes,
                    operations.prefixes.iter().map(|prefix| prefix.as_str()).collect(),
                    at,
                );
            }
            SetMembers::Hospital(hospitals) => {
                at.each(HospitalSet::MEMBERS.hospitals, &hospitals.hospitals, |at, hospital| {
                    let coded = hospital.uscc.is_some() || hospital.code.is_some();
                    at.judge(&HOSPITAL_WITHOUT_CODE, Some(coded), |_| {});
                    check_period(ListedHospital::MEMBERS.period, hospital.period.as_ref(), at);
                    crate::record::organisation::check_uscc(hospital.uscc.as_ref(), at);
                })
            }
            SetMembers::ChargeItem(_) => {}
        });
    });
}

/// Every prefix of a code, the shortest first, and the code itself.
fn beginnings(code: &str) -> impl Iterator<Item = &str> {
    (1..=code.len()).filter_map(|end| code.get(..end))
}

/// Judges that no prefix is included in another. In sorted order, a prefix follows the shorter prefixes that include
/// it.
fn check_prefixes(name: MemberName, prefixes: Vec<&str>, at: &mut At) {
    let mut sorted: Vec<(&str, usize)> = prefixes.iter().enumerate().map(|(index, prefix)| (*prefix, index)).collect();
    sorted.sort_unstable();
    let mut covered = vec![None; prefixes.len()];
    let mut open: Option<&str> = None;
    for (prefix, index) in sorted {
        match open {
            Some(other) if prefix.starts_with(other) => {
                if let Some(slot) = covered.get_mut(index) {
                    *slot = Some(other);
                }
            }
            _ => open = Some(prefix),
        }
    }
    at.each(name, &covered, |at, other| {
        at.judge(&PREFIX_COVERED, Some(other.is_none()), |f| {
            f.param("other", other.unwrap_or_default());
        });
    });
}

fn check_paper(paper: &PaperRequirement, names: &Names<'_>, at: &mut At) {
    names.source(paper.source.as_ref(), at);
    check_when(paper.when.as_deref(), Scope::Application, names, at);
}

fn check_receipts(receipts: Option<&ReceiptRule>, programme: &Programme, names: &Names<'_>, at: &mut At) {
    let Some(receipts) = receipts else { return };
    at.within(Programme::MEMBERS.receipts, |at| {
        names.set(ReceiptRule::MEMBERS.diseases, receipts.diseases.as_ref(), DISEASES, at);
        names.set(ReceiptRule::MEMBERS.except_diseases, receipts.except_diseases.as_ref(), DISEASES, at);
        names.set(ReceiptRule::MEMBERS.hospitals, receipts.hospitals.as_ref(), HOSPITALS, at);
        let window = receipts.window.as_ref().map(|window| &window.period);
        at.within(ReceiptRule::MEMBERS.window, |at| check_period(ReceiptWindow::MEMBERS.period, window, at));
        check_window(receipts, programme, at);
        check_requirements(receipts.requirements.as_deref(), Scope::Unit, names, at);
    });
}

fn check_lines(lines: Option<&LineRule>, names: &Names<'_>, at: &mut At) {
    let Some(lines) = lines else { return };
    at.within(ProgrammeItem::MEMBERS.lines, |at| {
        names.set(LineRule::MEMBERS.charge_items, lines.charge_items.as_ref(), CHARGE_ITEMS, at);
        names.set(LineRule::MEMBERS.except_charge_items, lines.except_charge_items.as_ref(), CHARGE_ITEMS, at);
    });
}

fn check_item(item: &ProgrammeItem, index: usize, programme: &Programme, names: &Names<'_>, at: &mut At) {
    names.source(item.source.as_ref(), at);
    check_when(item.when.as_deref(), Scope::Application, names, at);
    check_receipts(item.receipts.as_ref(), programme, names, at);
    check_lines(item.lines.as_ref(), names, at);
    let scope = item.scope();
    if let Some(basis) = &item.basis {
        at.within(ProgrammeItem::MEMBERS.basis, |at| {
            let matched = (basis.per == AwardUnit::Period) == basis.period.is_some();
            at.judge_member(&PERIOD_MISMATCH, Basis::MEMBERS.period, Some(matched), |_| {});
            names.items(Basis::MEMBERS.less_items, basis.less_items.as_deref(), Some(index), at);
        });
    }
    let needs_basis = match &item.benefit {
        Benefit::Rate(_) | Benefit::Bands(_) | Benefit::Brackets(_) | Benefit::Gap(_) => true,
        Benefit::Units(units) => units.count.is_of_receipts(),
        _ => false,
    };
    at.judge_member(&BASIS_MISSING, ProgrammeItem::MEMBERS.basis, needs_basis.then_some(item.basis.is_some()), |_| {});
    check_amount(ProgrammeItem::MEMBERS.deductible, item.deductible.as_ref(), scope, names, at);
    let limit = bounding_limits(item, programme).filter_map(|limit| limit.amount.as_ref()?.greatest()).min();
    at.within(ProgrammeItem::MEMBERS.benefit, |at| check_benefit(&item.benefit, limit, scope, names, at));
    check_award(item, programme, at);
    check_limits(item.limits.as_deref(), (std::slice::from_ref(item), scope, programme.unit(Some(item))), names, at);
    check_payees(item.payees.as_deref(), at);
}

fn check_benefit(benefit: &Benefit, limit: Option<Money>, scope: Scope, names: &Names<'_>, at: &mut At) {
    match benefit {
        Benefit::Fixed(fixed) => check_awarded(&fixed.amount, limit, scope, names, at),
        Benefit::Tiers(tiers) => {
            check_unique(TierBenefit::MEMBERS.tiers, Some(&*tiers.tiers), |tier| &tier.id, at);
            at.each(TierBenefit::MEMBERS.tiers, &tiers.tiers, |at, tier| {
                names.source(tier.source.as_ref(), at);
                check_when(Some(&*tier.when), Scope::Application, names, at);
                check_awarded(&tier.amount, limit, scope, names, at);
            });
        }
        Benefit::Brackets(brackets) => check_brackets(brackets, limit, scope, names, at),
        Benefit::Rate(rate) => check_rate(RateBenefit::MEMBERS.rate, Some(&rate.rate), scope, at),
        Benefit::Bands(bands) => check_bands(bands, scope, at),
        Benefit::Prices(prices) => check_prices(prices, scope, names, at),
        Benefit::Units(units) => {
            at.within(UnitBenefit::MEMBERS.count, |at| check_count(&units.count, scope, at));
            check_awarded(&units.amount, limit, scope, names, at);
        }
        Benefit::Gap(gap) => check_rate(GapBenefit::MEMBERS.rate, Some(&gap.rate), scope, at),
        Benefit::Match(_) => {}
        Benefit::InKind(service) => check_services(service, scope, names, at),
    }
}

/// Days of stays and quantities are summed over receipts. Times belong to the application or to a unit, as amounts do.
fn check_count(count: &UnitCount, scope: Scope, at: &mut At) {
    if let UnitCount::Time(time) = count {
        check_scope(CountedTime::MEMBERS.from, time.from.fact(), scope, at);
        check_scope(CountedTime::MEMBERS.to, time.to.fact(), scope, at);
    }
}

fn check_in_full(name: MemberName, amount: &AmountParam, limit: Option<Money>, at: &mut At) {
    let both = amount.least().zip(limit);
    at.judge_member(&NEVER_IN_FULL, name, both.map(|(amount, limit)| amount <= limit), |f| {
        f.param("limit", limit.unwrap_or_default());
    });
}

fn check_brackets(brackets: &BracketBenefit, limit: Option<Money>, scope: Scope, names: &Names<'_>, at: &mut At) {
    let ranges: Vec<Range> = brackets.brackets.iter().map(|bracket| (bracket.lower, bracket.upper)).collect();
    check_ranges(BracketBenefit::MEMBERS.brackets, &ranges, at);
    at.each(BracketBenefit::MEMBERS.brackets, &brackets.brackets, |at, bracket| {
        check_awarded(&bracket.amount, limit, scope, names, at);
    });
    check_cliffs(BracketBenefit::MEMBERS.brackets, &cliff::of_brackets(brackets), at);
}

/// Judges the cliffs of a member. The finding states the largest one.
fn check_cliffs(name: MemberName, jumps: &[Jump], at: &mut At) {
    at.judge_member(&CLIFF, name, Some(jumps.is_empty()), |f| {
        if let Some(Jump { at, before, after }) = steepest(jumps) {
            f.param("at", at).param("before", before).param("after", after);
        }
    });
}

/// Judges an amount that is awarded: whether it can be paid in full, and whether it has cliffs.
fn check_awarded(amount: &AmountParam, limit: Option<Money>, scope: Scope, names: &Names<'_>, at: &mut At) {
    check_amount(FixedBenefit::MEMBERS.amount, Some(amount), scope, names, at);
    check_in_full(FixedBenefit::MEMBERS.amount, amount, limit, at);
    if matches!(amount, AmountParam::ByMoney(_)) {
        at.within(FixedBenefit::MEMBERS.amount, |at| {
            check_cliffs(AmountByCode::MEMBERS.rows, &cliff::of_amount(amount), at)
        });
    }
}

fn check_bands(bands: &BandBenefit, scope: Scope, at: &mut At) {
    let last = bands.bands.len().saturating_sub(1);
    let mut before = Some(Money::ZERO);
    at.within(BandBenefit::MEMBERS.bands, |at| {
        for (index, band) in bands.bands.iter().enumerate() {
            let in_order = match band.upper {
                Some(upper) => index < last && before.is_some_and(|before| before < upper),
                None => index == last,
            };
            at.item(index, |at| {
                at.judge(&BANDS_ORDER, Some(in_order), |_| {});
                check_rate(RateBenefit::MEMBERS.rate, Some(&band.rate), scope, at);
            });
            before = band.upper;
        }
    });
    check_rate(BandBenefit::MEMBERS.add_rate, bands.add_rate.as_ref(), scope, at);
    let added = bands.add_rate.as_ref().and_then(super::RateParam::greatest).map_or(Decimal::ZERO, Rate::get);
    let greatest = bands.bands.iter().filter_map(|band| band.rate.greatest()).max().map_or(Decimal::ZERO, Rate::get);
    judge_sum(greatest + added, at);
    check_cliffs(BandBenefit::MEMBERS.bands, &cliff::of_bands(bands), at);
}

fn judge_sum(sum: Decimal, at: &mut At) {
    at.judge(&RATES_ABOVE_ONE, Some(sum <= Decimal::ONE), |f| {
        f.param("sum", sum.normalize());
    });
}

fn check_prices(prices: &PriceBenefit, scope: Scope, names: &Names<'_>, at: &mut At) {
    check_unique(PriceBenefit::MEMBERS.prices, Some(&*prices.prices), |price| &price.id, at);
    // A document may list a hundred thousand prefixes: each is looked up by its own prefixes, not compared with all
    // others.
    let mut named: HashMap<&str, usize> = HashMap::new();
    for prefix in prices.prices.iter().flat_map(|price| price.operations.iter()) {
        *named.entry(prefix.as_str()).or_default() += 1;
    }
    at.each(PriceBenefit::MEMBERS.prices, &prices.prices, |at, price| {
        check_amount(OperationPrice::MEMBERS.price, Some(&price.price), scope, names, at);
        at.each(OperationPrice::MEMBERS.operations, &price.operations, |at, prefix| {
            check_operation(prefix, at);
            let own = |beginning: &&str| *beginning != prefix.as_str() || named.get(beginning) > Some(&1);
            let wider = beginnings(prefix.as_str()).find(|beginning| named.contains_key(beginning) && own(beginning));
            at.judge(&PREFIX_COVERED, Some(wider.is_none()), |f| {
                f.param("other", wider.unwrap_or_default());
            });
        });
    });
    check_co_funding(prices.co_funding.as_deref(), at);
}

fn check_services(service: &InKindBenefit, scope: Scope, names: &Names<'_>, at: &mut At) {
    check_unique(InKindBenefit::MEMBERS.services, Some(&*service.services), |service| &service.id, at);
    at.each(InKindBenefit::MEMBERS.services, &service.services, |at, service| {
        check_amount(Service::MEMBERS.settled, service.settled.as_ref(), scope, names, at);
        let operations = service.operations.as_deref().unwrap_or_default();
        at.each(Service::MEMBERS.operations, operations, |at, prefix| check_operation(prefix, at));
    });
    names.set(InKindBenefit::MEMBERS.hospitals, service.hospitals.as_ref(), HOSPITALS, at);
    check_co_funding(service.co_funding.as_deref(), at);
}

fn check_co_funding(co_funding: Option<&[CoFunding]>, at: &mut At) {
    let co_funding = co_funding.unwrap_or_default();
    at.each(InKindBenefit::MEMBERS.co_funding, co_funding, |at, payer| {
        at.judge(&CO_FUNDING_INCOMPLETE, Some(payer.share.is_some() != payer.amount.is_some()), |_| {});
    });
    let shares = co_funding.iter().filter_map(|payer| payer.share).map(Rate::get);
    at.within(InKindBenefit::MEMBERS.co_funding, |at| judge_sum(shares.sum(), at));
}

/// Judges the limits of an item or of the programme.
fn check_limits(
    limits: Option<&[Limit]>,
    (items, scope, unit): (&[ProgrammeItem], Scope, RoundingUnit),
    names: &Names<'_>,
    at: &mut At,
) {
    check_unique(ProgrammeItem::MEMBERS.limits, limits, |limit| &limit.id, at);
    at.each(ProgrammeItem::MEMBERS.limits, limits.unwrap_or_default(), |at, limit| {
        names.source(limit.source.as_ref(), at);
        let of_fund = limit.scope == LimitScope::FundBalance;
        let stated = limit.amount.is_some() || limit.count.is_some() || limit.units.is_some();
        at.judge(&LIMIT_INCOMPLETE, Some(stated != of_fund), |_| {});
        let matched = (limit.scope == LimitScope::Period) == limit.period.is_some();
        at.judge_member(&PERIOD_MISMATCH, Limit::MEMBERS.period, Some(matched), |_| {});
        let over_all = matches!(limit.scope, LimitScope::Application | LimitScope::Period | LimitScope::Lifetime);
        at.judge_member(&LIMIT_SCOPE, Limit::MEMBERS.units, limit.units.map(|_| over_all), |_| {});
        at.judge_member(&LIMIT_SCOPE, Limit::MEMBERS.group, limit.group.as_ref().map(|_| over_all), |_| {});
        let mut covered = items.iter().filter(|item| limit.items.as_ref().is_none_or(|ids| ids.contains(&item.id)));
        let counts = limit.units.map(|_| covered.any(|item| matches!(item.benefit, Benefit::Units(_))));
        at.judge_member(&LIMIT_WITHOUT_UNITS, Limit::MEMBERS.units, counts, |_| {});
        names.items(Limit::MEMBERS.items, limit.items.as_deref(), None, at);
        check_when(limit.when.as_deref(), Scope::Application, names, at);
        let of_unit = matches!(
            limit.scope,
            LimitScope::Line | LimitScope::Receipt | LimitScope::Hospitalisation | LimitScope::Operation
        );
        check_amount(
            Limit::MEMBERS.amount,
            limit.amount.as_ref(),
            if of_unit { Scope::Unit } else { scope },
            names,
            at,
        );
        let fixed = limit.amount.as_ref().and_then(AmountParam::fixed);
        at.judge_member(
            &LIMIT_NOT_ROUND,
            Limit::MEMBERS.amount,
            fixed.map(|amount| amount.fen() % unit.fen() == 0),
            |f| {
                f.param("unit", unit);
            },
        );
    });
}

fn check_payees(payees: Option<&[PayeeShare]>, at: &mut At) {
    let (mut left, mut open) = (Decimal::ONE, true);
    at.each(ProgrammeItem::MEMBERS.payees, payees.unwrap_or_default(), |at, payee| {
        let share = payee.share.map_or(Decimal::ZERO, Rate::get);
        at.judge(&PAYEE_UNREACHABLE, Some(open && share <= left), |_| {});
        left -= share;
        open &= payee.share.is_some() || payee.at_most.is_some();
    });
}
