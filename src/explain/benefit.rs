//! The benefit of an item.

use super::{
    Words,
    numeral::{percent, yuan},
    param::{amount, day, range, rate},
    predicate::{at_most_yuan, conditions, set},
    title::{name, titled},
    words::{all_of, apart, each_of, first_of, labels, listed, say},
};
use crate::{
    code::{BandMethod, ExcessBearer, NumberFact, TierSelect, TimeUnit},
    programme::{
        AmountBracket, BandBenefit, Benefit, CoFunding, OperationPrice, PayeeShare, Programme, RateParam, Service,
        Tier, UnitBenefit, UnitCount,
    },
    value::{Money, OperationPrefix},
};

/// The number of operation codes that are listed.
const CODES_MAX: usize = 8;

/// A benefit in one sentence.
pub(super) fn headline(benefit: &Benefit, programme: &Programme) -> Words {
    match benefit {
        Benefit::Fixed(fixed) => say!("定额：{x}", "a fixed amount: {x}", x = amount(&fixed.amount, programme)),
        Benefit::Tiers(tiers) => {
            let select = match tiers.select {
                TierSelect::First => say!("取第一个符合的档次", "the first tier that applies is used"),
                TierSelect::Unique => say!("只能有一个档次符合", "only one tier may apply"),
            };
            let top_up = if tiers.top_up {
                say!("；以后符合更高档次的，补足差额", "; if a higher tier applies later, the difference is paid")
            } else {
                Words::default()
            };
            say!("按档次给付定额：{select}", "a fixed amount by tier: {select}", select = select.and(top_up))
        }
        Benefit::Brackets(_) => say!("按计算基数所在的分段给付定额", "a fixed amount by band of the basis"),
        Benefit::Rate(of) => share(&of.rate, say!("计算基数", "the basis")),
        Benefit::Bands(bands) => bands_headline(bands),
        Benefit::Prices(prices) => {
            let excess = match prices.excess {
                ExcessBearer::Hospital => say!("医院", "the hospital"),
                ExcessBearer::Family => say!("家庭", "the family"),
            };
            say!(
                "按手术的协议价给付，超出部分由{excess}承担",
                "the agreed price of the operation; {excess} pays any excess",
                excess = excess,
            )
        }
        Benefit::Units(units) => {
            let (one, of, amount) = (unit(&units.count), counted(&units.count), amount(&units.amount, programme));
            // A closing parenthesis needs no blank before the amount.
            let amount = if one.zh.ends_with('）') { amount } else { apart(amount) };
            let words = say!(
                "按{of}给付，每{one}{amount}",
                "{amount} per {one}; counted: {of}",
                of = of,
                one = one,
                amount = amount,
            );
            words.and(count_cap(units).map(|most| say!("，{most}", "; {most}", most = most)).unwrap_or_default())
        }
        Benefit::Gap(gap) => share(
            &gap.rate,
            say!("家庭负担扣除其他救助后的余额", "the out-of-pocket amount that remains after all other aid"),
        ),
        Benefit::Match(matched) => say!(
            "{payer}已到账金额的 {times} 倍",
            "{times} times the amount received from {payer}",
            payer = matched.payer.label().into(),
            times = Words::same(matched.times),
        ),
        Benefit::InKind(_) => say!("提供实物或服务，不支付现金", "goods or services, not money"),
    }
}

/// The highest number that a benefit by the unit counts.
pub(super) fn count_cap(units: &UnitBenefit) -> Option<Words> {
    let most = units.count_max?.get();
    Some(Words { zh: format!("最多计 {most} {}", unit(&units.count).zh), en: format!("up to {most}") })
}

/// One unit of a benefit by the unit: a day, a session.
fn unit(count: &UnitCount) -> Words {
    match count {
        UnitCount::Fact(counted) => match counted.fact {
            NumberFact::HouseholdMembers => say!("人", "person"),
            NumberFact::BirthWeightGrams | NumberFact::BodyWeightGrams => say!("克", "gram"),
            NumberFact::TreatmentSessions => say!("次（天）", "session or day"),
            NumberFact::MembershipYears | NumberFact::ResidenceYears | NumberFact::RegistrationYears => {
                say!("年", "year")
            }
            NumberFact::MembershipMonths | NumberFact::InsuredMonths => say!("个月", "month"),
            NumberFact::StayDays => say!("天", "day"),
            NumberFact::QuotaLeft => say!("个名额", "place"),
        },
        UnitCount::LineQuantity(counted) => match &counted.line_unit {
            Some(unit) => Words { zh: unit.to_string(), en: format!("unit “{unit}”") },
            None => say!("单位", "unit"),
        },
        UnitCount::Time(time) => match time.unit {
            TimeUnit::Years => say!("年", "year"),
            TimeUnit::Months => say!("个月", "month"),
            TimeUnit::Days => say!("天", "day"),
        },
    }
}

/// The number that a benefit by the unit counts.
pub(super) fn counted(count: &UnitCount) -> Words {
    match count {
        UnitCount::Fact(counted) => counted.fact.label().into(),
        UnitCount::LineQuantity(counted) => match &counted.line_unit {
            Some(unit) => {
                say!("计入明细的数量（单位：{x}）", "quantity of the admitted lines in {x}", x = Words::quoted(unit))
            }
            None => say!("计入明细的数量", "quantity of the admitted lines"),
        },
        UnitCount::Time(time) => {
            let ends = match time.both_ends {
                Some(true) => say!("（首尾两日均计）", " (first and last day included)"),
                _ => Words::default(),
            };
            say!(
                "自{from}至{to}的{unit}数{ends}",
                "{unit} from the {from} to the {to}{ends}",
                from = day(time.from),
                to = day(time.to),
                unit = time.unit.label().into(),
                ends = ends,
            )
        }
    }
}

/// A share of an amount, with the table of the rate if it has one.
fn share(param: &RateParam, of: Words) -> Words {
    let rate = rate(param);
    match param {
        RateParam::Fixed(_) => say!("{of}的 {rate}", "{rate} of {of}", of = of, rate = rate),
        _ => say!("按{of}的比例给付（{rate}）", "a share of {of} ({rate})", of = of, rate = rate),
    }
}

/// The rows of a benefit, one by one.
pub(super) fn rows(benefit: &Benefit, programme: &Programme) -> Vec<Words> {
    match benefit {
        Benefit::Tiers(tiers) => tiers.tiers.iter().map(|one| tier(one, programme)).collect(),
        Benefit::Brackets(of) => of.brackets.iter().map(|one| bracket(one, of.bounds, programme)).collect(),
        Benefit::Bands(bands) => (0..bands.bands.len()).filter_map(|place| band(bands, place)).collect(),
        Benefit::Prices(prices) => {
            let co_funding = co_funding(prices.co_funding.as_deref());
            prices.prices.iter().map(|one| price(one, programme)).chain(co_funding).collect()
        }
        Benefit::InKind(kind) => {
            let hospitals = kind
                .hospitals
                .as_ref()
                .map(|id| say!("提供的医院：{set}", "provided by: {set}", set = set(id, programme)));
            let services = kind.services.iter().map(|one| service(one, programme));
            services.chain(hospitals).chain(co_funding(kind.co_funding.as_deref())).collect()
        }
        Benefit::Fixed(_) | Benefit::Rate(_) | Benefit::Units(_) | Benefit::Gap(_) | Benefit::Match(_) => Vec::new(),
    }
}

/// A tier: its conditions and its amount.
pub(super) fn tier(tier: &Tier, programme: &Programme) -> Words {
    let words = say!(
        "{amount}（条件：{when}）",
        "{amount} if {when}",
        when = conditions(tier.conditions(), programme),
        amount = amount(&tier.amount, programme),
    );
    titled(name(&tier.id, tier.title.as_ref(), tier.title_en.as_ref()), words)
}

/// A bracket: its range and its amount.
pub(super) fn bracket(bracket: &AmountBracket, bounds: crate::code::Bounds, programme: &Programme) -> Words {
    say!(
        "计算基数{range}：{amount}",
        "basis {range}: {amount}",
        range = range(bracket.lower, bracket.upper, bounds),
        amount = amount(&bracket.amount, programme),
    )
}

fn bands_headline(bands: &BandBenefit) -> Words {
    let method = match bands.method {
        BandMethod::Marginal => {
            say!("分段计算：每段金额按本段的比例", "each band's rate applies to the part of the basis inside the band")
        }
        BandMethod::Whole => {
            say!("全额计算：全部金额按所在分段的比例", "the rate of one band applies to the whole basis")
        }
    };
    let added = bands
        .add_rate
        .as_ref()
        .map(|added| say!("；每段比例另加：{rate}", "; added to the rate of every band: {rate}", rate = rate(added)));
    method.and(added.unwrap_or_default())
}

/// A band: its range, which begins at the end of the band before, and its rate.
pub(super) fn band(bands: &BandBenefit, place: usize) -> Option<Words> {
    let band = bands.bands.get(place)?;
    let lower = place.checked_sub(1).and_then(|before| bands.bands.get(before)).and_then(|before| before.upper);
    Some(say!(
        "计算基数{range}：{rate}",
        "basis {range}: {rate}",
        range = range(lower, band.upper, bands.bounds),
        rate = rate(&band.rate),
    ))
}

/// A price of an operation.
pub(super) fn price(price: &OperationPrice, programme: &Programme) -> Words {
    say!(
        "{title}（{codes}）：{price}",
        "{title} ({codes}): {price}",
        title = name(&price.id, Some(&price.title), price.title_en.as_ref()),
        codes = codes(&price.operations),
        price = amount(&price.price, programme),
    )
}

/// The name of a service.
pub(super) fn service_title(service: &Service) -> Words {
    name(&service.id, Some(&service.title), service.title_en.as_ref())
}

/// A service and its costs.
pub(super) fn service(service: &Service, programme: &Programme) -> Words {
    let parts = [
        service.operations.as_deref().map(codes),
        service
            .settled
            .as_ref()
            .map(|settled| say!("与提供方结算{x}", "paid to the provider: {x}", x = apart(amount(settled, programme)))),
        service.family_charge.map(family_charge),
    ];
    let parts = all_of(parts.into_iter().flatten());
    let title = service_title(service);
    if parts.is_empty() {
        title
    } else {
        say!("{title}（{parts}）", "{title} ({parts})", title = title, parts = parts)
    }
}

/// The amount that the family pays for a service.
pub(super) fn family_charge(charge: Money) -> Words {
    if charge == Money::ZERO {
        return say!("家庭无须付费", "free of charge for the family");
    }
    say!("家庭须付 {x}", "the family pays {x}", x = yuan(charge))
}

fn codes(prefixes: &[OperationPrefix]) -> Words {
    let first = first_of(prefixes.iter().map(Words::same), CODES_MAX);
    say!("手术编码以 {first} 开头", "operation codes beginning with {first}", first = first)
}

/// The shares that other payers have agreed to pay.
pub(super) fn co_funding(payers: Option<&[CoFunding]>) -> Option<Words> {
    let payers = payers.filter(|payers| !payers.is_empty())?;
    let each = payers.iter().map(|payer| {
        let part = payer.share.map(percent).or(payer.amount.map(yuan)).unwrap_or_default();
        say!("{payer} {part}", "{payer} {part}", payer = payer.payer.label().into(), part = part)
    });
    Some(say!("其他资助方按协议承担：{each}", "agreed shares of other payers: {each}", each = labels(each)))
}

/// The payees of an award, in order.
pub(super) fn payees(payees: &[PayeeShare]) -> Words {
    // A single payee receives the whole award. Without payees the guardian does.
    match payees {
        [] => return say!("监护人", "the guardian"),
        [only] if only.share.is_none() && only.at_most.is_none() => return only.to.label().into(),
        _ => {}
    }
    let each = payees.iter().map(|payee| {
        let share = payee.share.map(percent);
        let most: Option<Words> = payee.at_most.map(|most: Money| at_most_yuan(most));
        let part = listed(share.into_iter().chain(most));
        let part = if part.is_empty() { say!("其余部分", "the remainder") } else { part };
        say!("{to}（{part}）", "{to} ({part})", to = payee.to.label().into(), part = part)
    });
    each_of(each)
}
