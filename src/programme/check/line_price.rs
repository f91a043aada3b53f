//! Rules for the price list of lines.

use super::reference::check_unique;
use crate::{
    finding::{At, rules},
    programme::{LinePrice, LineRule},
};

rules! { ProgrammeLinePrice;
    /// 价格未写明项目 · Price without charge items.
    WITHOUT_SUBJECT = "programme.price-without-subject" Error Structure {
        zh: "价格未填写代码、类别或名称，适用于任何明细", en: "the price has no code, category or name: it would apply to every line",
        hint_zh: "请填写项目代码、收费项目类别或名称", hint_en: "enter item codes, fee categories or words of the name",
        source: "a price is the price of something",
    }
    /// 始终不适用的价格 · Price that never applies.
    UNREACHED = "programme.price-never-applies" Warning Value {
        zh: "前面的价格已涵盖此价格的明细，或明细范围不计入此类别", en: "a preceding price covers the lines of this price, or the rule admits none of its categories",
        hint_zh: "请调整次序，或删除此价格", hint_en: "change the order, or remove the price",
        source: "the first matching price applies",
    }
}

/// Judges the prices of a rule for lines.
pub(super) fn check_prices(rule: &LineRule, at: &mut At) {
    let prices = rule.price_list.as_deref();
    check_unique(LineRule::MEMBERS.price_list, prices, |price| &price.id, at);
    let all = prices.unwrap_or_default();
    at.within(LineRule::MEMBERS.price_list, |at| {
        for (index, price) in all.iter().enumerate() {
            at.item(index, |at| {
                let has_subject = price.has_subject();
                at.judge(&WITHOUT_SUBJECT, Some(has_subject), |_| {});
                let earlier = all.get(..index).unwrap_or_default();
                let is_reached =
                    !earlier.iter().any(|other| other.has_subject() && other.covers(price)) && admits(rule, price);
                at.judge(&UNREACHED, has_subject.then_some(is_reached), |_| {});
            });
        }
    });
}

impl LinePrice {
    /// Whether it states what it is the price of.
    const fn has_subject(&self) -> bool {
        self.codes.is_some() || self.categories.is_some() || self.names.is_some()
    }

    /// Whether every line for which the other price can hold is one for which this price holds.
    fn covers(&self, other: &Self) -> bool {
        fn inside<T: PartialEq>(outer: Option<&[T]>, inner: Option<&[T]>) -> bool {
            let Some(outer) = outer else { return true };
            inner.is_some_and(|inner| inner.iter().all(|one| outer.contains(one)))
        }
        let has_unit = self.unit.is_none() || self.unit == other.unit;
        has_unit
            && inside(self.codes.as_deref(), other.codes.as_deref())
            && inside(self.categories.as_deref(), other.categories.as_deref())
            && inside(self.names.as_deref(), other.names.as_deref())
    }
}

/// Whether the rule admits a line of a category of the price.
fn admits(rule: &LineRule, price: &LinePrice) -> bool {
    let Some(categories) = price.categories.as_deref() else { return true };
    categories.iter().any(|category| {
        let only = rule.categories.as_deref().is_none_or(|all| all.contains(category));
        only && !rule.except_categories.as_deref().is_some_and(|all| all.contains(category))
    })
}
