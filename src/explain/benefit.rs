//! What an item pays.

use super::{
    Words,
    numeral::{percent, yuan},
    param::{amount, day, range, rate},
    predicate::{at_most_yuan, conditions, set},
    title::{name, titled},
    words::{all_of, first_of, labels, listed, say},
};
use crate::{
    code::{BandMethod, ExcessBearer, TierSelect},
    programme::{
        AmountBracket, BandBenefit, Benefit, CoFunding, OperationPrice, PayeeShare, Programme, RateParam, Service,
        Tier, UnitCount,
    },
    value::{Money, OperationPrefix},
};

/// How many beginnings of operation codes are named.
const CODES_MAX: usize = 8;

/// What a benefit pays, in one sentence.
pub(super) fn headline(benefit: &Benefit, programme: &Programme) -> Words {
    match benefit {
        Benefit::Fixed(fixed) => say!("定额：{x}", "a fixed amount: {x}", x = amount(&fixed.amount, programme)),
        Benefit::Tiers(tiers) => {
            let select = match tiers.select {
                TierSelect::First => say!("取第一个符合的档次", "the first tier that applies counts"),
                TierSelect::Unique => say!("只能有一个档次符合", "only one tier may apply"),
            };
            let top_up = if tiers.top_up {
                say!("；以后升档的补差额", "; a later, higher tier pays the difference")
            } else {
                Words::default()
            };
            say!("按情形定额：{select}", "an amount by event: {select}", select = select.and(top_up))
        }
        Benefit::Brackets(_) => say!("按基数所在的档给付定额", "a fixed amount by the bracket that the basis lies in"),
        Benefit::Rate(of) => share(&of.rate, say!("基数", "the basis")),
        Benefit::Bands(bands) => bands_headline(bands),
        Benefit::Prices(prices) => {
            let excess = match prices.excess {
                ExcessBearer::Hospital => say!("医院", "the hospital"),
                ExcessBearer::Family => say!("家庭", "the family"),
            };
            say!(
                "按手术的协议价，超过的由{excess}承担",
                "the agreed price of the operation; what is above it is borne by {excess}",
                excess = excess,
            )
        }
        Benefit::Units(units) => {
            let most = units
                .count_max
                .map(|most| say!("（至多计 {most}）", " (counted up to {most})", most = Words::same(most.get())));
            say!(
                "{count}{most}，每一个 {amount}",
                "for each of the {count}{most}: {amount}",
                count = counted(&units.count),
                most = most.unwrap_or_default(),
                amount = amount(&units.amount, programme),
            )
        }
        Benefit::Gap(gap) => {
            share(&gap.rate, say!("家庭负担减去其他救助后的余额", "what the family bears after all other aid"))
        }
        Benefit::Match(matched) => say!(
            "{payer}已到账金额的 {times} 倍",
            "{times} times what was received from {payer}",
            payer = matched.payer.label().into(),
            times = Words::same(matched.times),
        ),
        Benefit::InKind(_) => say!("提供服务或实物，不付钱", "goods or services, not money"),
    }
}

/// What a benefit by the unit counts.
pub(super) fn counted(count: &UnitCount) -> Words {
    match count {
        UnitCount::Fact(counted) => counted.fact.label().into(),
        UnitCount::LineQuantity(counted) => match &counted.line_unit {
            Some(unit) => {
                say!(
                    "计入明细的数量（单位：{x}）",
                    "quantity of the lines that count (in {x})",
                    x = Words::quoted(unit)
                )
            }
            None => say!("计入明细的数量", "quantity of the lines that count"),
        },
        UnitCount::Time(time) => {
            let ends = match time.both_ends {
                Some(true) => say!("（首尾都计）", " (both days counted)"),
                _ => Words::default(),
            };
            say!(
                "从{from}到{to}的{unit}数{ends}",
                "{unit} from the {from} to the {to}{ends}",
                from = day(time.from),
                to = day(time.to),
                unit = time.unit.label().into(),
                ends = ends,
            )
        }
    }
}

/// A share of something; a table of shares stands behind it.
fn share(param: &RateParam, of: Words) -> Words {
    let rate = rate(param);
    match param {
        RateParam::Fixed(_) => say!("{of}的 {rate}", "{rate} of {of}", of = of, rate = rate),
        _ => say!("{of}的一定比例（{rate}）", "a share of {of} ({rate})", of = of, rate = rate),
    }
}

/// The rows of a benefit, each by itself.
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
                .map(|id| say!("提供的医院：{set}", "hospitals that provide it: {set}", set = set(id, programme)));
            let services = kind.services.iter().map(|one| service(one, programme));
            services.chain(hospitals).chain(co_funding(kind.co_funding.as_deref())).collect()
        }
        Benefit::Fixed(_) | Benefit::Rate(_) | Benefit::Units(_) | Benefit::Gap(_) | Benefit::Match(_) => Vec::new(),
    }
}

/// A tier: when, and how much.
pub(super) fn tier(tier: &Tier, programme: &Programme) -> Words {
    let words = say!(
        "{amount}，条件：{when}",
        "{amount}, if: {when}",
        when = conditions(&tier.when, programme),
        amount = amount(&tier.amount, programme),
    );
    titled(name(&tier.id, tier.title.as_ref(), tier.title_en.as_ref()), words)
}

/// A bracket: which amounts, and how much.
pub(super) fn bracket(bracket: &AmountBracket, bounds: crate::code::Bounds, programme: &Programme) -> Words {
    say!(
        "基数{range}：{amount}",
        "basis {range}: {amount}",
        range = range(bracket.lower, bracket.upper, bounds),
        amount = amount(&bracket.amount, programme),
    )
}

fn bands_headline(bands: &BandBenefit) -> Words {
    let method = match bands.method {
        BandMethod::Marginal => {
            say!("分段计算：每段各按本段比例", "each band's rate for the part of the basis inside it")
        }
        BandMethod::Whole => say!("全额计算：全部按所在段的比例", "one band's rate for the whole basis"),
    };
    let added = bands
        .add_rate
        .as_ref()
        .map(|added| say!("；每段另加（{rate}）", "; in every band there is added ({rate})", rate = rate(added)));
    method.and(added.unwrap_or_default())
}

/// A band: the part of the basis from the end of the one before.
pub(super) fn band(bands: &BandBenefit, place: usize) -> Option<Words> {
    let band = bands.bands.get(place)?;
    let lower = place.checked_sub(1).and_then(|before| bands.bands.get(before)).and_then(|before| before.upper);
    Some(say!(
        "基数{range}：{rate}",
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

/// A service and what is said of its cost.
pub(super) fn service(service: &Service, programme: &Programme) -> Words {
    let parts = [
        service.operations.as_deref().map(|all| say!("手术 {codes}", "operations {codes}", codes = codes(all))),
        service.settled.as_ref().map(|settled| {
            say!("与提供方结算 {x}", "settled with the provider at {x}", x = amount(settled, programme))
        }),
        service.family_charge.map(|charge| say!("家庭自付 {x}", "charged to the family {x}", x = yuan(charge))),
    ];
    let parts = all_of(parts.into_iter().flatten());
    let title = service_title(service);
    if parts.is_empty() {
        title
    } else {
        say!("{title}（{parts}）", "{title} ({parts})", title = title, parts = parts)
    }
}

fn codes(prefixes: &[OperationPrefix]) -> Words {
    first_of(prefixes.iter().map(Words::same), CODES_MAX)
}

/// What other payers have agreed to.
pub(super) fn co_funding(payers: Option<&[CoFunding]>) -> Option<Words> {
    let payers = payers.filter(|payers| !payers.is_empty())?;
    let each = payers.iter().map(|payer| {
        let part = payer.share.map(percent).or(payer.amount.map(yuan)).unwrap_or_default();
        say!("{payer} {part}", "{payer} {part}", payer = payer.payer.label().into(), part = part)
    });
    Some(say!("协议资助：{each}", "agreed shares of others: {each}", each = labels(each)))
}

/// To whom an award goes, in order.
pub(super) fn payees(payees: &[PayeeShare]) -> Words {
    // One payee, or none named, takes everything.
    match payees {
        [] => return say!("监护人", "the guardian"),
        [only] if only.share.is_none() && only.at_most.is_none() => return only.to.label().into(),
        _ => {}
    }
    let each = payees.iter().map(|payee| {
        let share = payee.share.map(percent);
        let most: Option<Words> = payee.at_most.map(|most: Money| at_most_yuan(most));
        let part = listed(share.into_iter().chain(most));
        let part = if part.is_empty() { say!("其余全部", "all that is left") } else { part };
        say!("{to}（{part}）", "{to} ({part})", to = payee.to.label().into(), part = part)
    });
    all_of(each)
}
