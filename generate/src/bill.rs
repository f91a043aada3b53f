//! The lines and the fee categories of a receipt, whose sums are exact.

use crate::{
    json::{Json, object},
    number::{Day, yuan},
    random::Random,
};

/// A fee category: its code, its printed name, the share of the charges of an inpatient and of an outpatient, and its items with their
/// units.
struct Category {
    code: &'static str,
    name: &'static str,
    inpatient: i64,
    outpatient: i64,
    items: &'static [(&'static str, &'static str)],
}

static CATEGORIES: [Category; 10] = [
    Category {
        code: "bed", name: "床位费", inpatient: 4, outpatient: 0, items: &[("普通病房床位费", "日")]
    },
    Category { code: "consultation", name: "诊察费", inpatient: 2, outpatient: 8, items: &[("诊察费", "次")] },
    Category {
        code: "examination",
        name: "检查费",
        inpatient: 12,
        outpatient: 30,
        items: &[("超声检查", "次"), ("计算机断层扫描", "次"), ("磁共振成像", "次")],
    },
    Category {
        code: "laboratory",
        name: "化验费",
        inpatient: 14,
        outpatient: 27,
        items: &[("血常规", "次"), ("生化全套", "次"), ("凝血功能", "次")],
    },
    Category {
        code: "therapy",
        name: "治疗费",
        inpatient: 12,
        outpatient: 0,
        items: &[("静脉输液", "次"), ("雾化吸入", "次"), ("氧气吸入", "小时")],
    },
    Category {
        code: "surgery",
        name: "手术费",
        inpatient: 14,
        outpatient: 0,
        items: &[("手术费", "次"), ("麻醉费", "次")],
    },
    Category {
        code: "nursing",
        name: "护理费",
        inpatient: 5,
        outpatient: 0,
        items: &[("一级护理", "日"), ("静脉置管护理", "次")],
    },
    Category {
        code: "materials",
        name: "卫生材料费",
        inpatient: 15,
        outpatient: 0,
        items: &[("一次性使用输液器", "个"), ("生物补片", "片")],
    },
    Category {
        code: "western-medicine",
        name: "西药费",
        inpatient: 21,
        outpatient: 35,
        items: &[("注射用药物甲", "支"), ("口服药物乙", "盒"), ("注射用药物丙", "瓶")],
    },
    Category {
        code: "other", name: "其他住院收费", inpatient: 1, outpatient: 0, items: &[("空调取暖费", "日")]
    },
];

/// The index of the surgery fees.
const SURGERY: usize = 5;
/// The index of the medicine, which every bill has.
const MEDICINE: usize = 8;

/// The amounts of a bill in fen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amounts {
    pub(crate) total: i64,
    /// The out-of-catalogue cost.
    pub(crate) outside: i64,
    /// The up-front co-payment.
    pub(crate) advance: i64,
    /// Whether an operation took place.
    pub(crate) is_operated: bool,
}

/// A line.
#[derive(Debug, Clone)]
struct Line {
    category: usize,
    item: usize,
    price: i64,
    quantity: i64,
    class: &'static str,
    advance: i64,
}

/// The lines of a bill.
#[derive(Debug, Clone)]
pub(crate) struct Bill {
    lines: Vec<Line>,
    /// Whether the lines state their part outside the catalogue and the up-front co-payment.
    is_split: bool,
}

impl Bill {
    /// A bill of these amounts: `days` is the stay, or none for an outpatient. `depth` is the number of lines of the items of a
    /// category.
    pub(crate) fn new(amounts: Amounts, days: Option<i64>, depth: usize, random: &mut Random) -> Self {
        let share = |category: &Category| if days.is_some() { category.inpatient } else { category.outpatient };
        let plain = amounts.total - amounts.outside - amounts.advance * 10;
        let is_used = |(place, category): &(usize, &Category)| {
            share(category) > 0 && *place != MEDICINE && (*place != SURGERY || amounts.is_operated)
        };
        let mut bill = Self { lines: Vec::new(), is_split: amounts.outside > 0 };
        let mut left = plain;
        for (place, category) in CATEGORIES.iter().enumerate().filter(is_used) {
            let amount = plain / 100 * share(category);
            left -= amount;
            let quantity = if place == 0 { days.unwrap_or(1).max(1) } else { random.within(2, 12) };
            bill.spread(place, amount, (category.items.len(), quantity), depth, random);
        }
        // Medicine takes the remainder, and the share of an operation that did not take place.
        bill.spread(MEDICINE, left, (3, random.within(2, 12)), depth, random);
        if amounts.advance > 0 {
            bill.lines.push(Line {
                category: 2,
                item: 1,
                price: amounts.advance * 10,
                quantity: 1,
                class: "b",
                advance: amounts.advance,
            });
        }
        if amounts.outside > 0 {
            let category = if days.is_some() { 7 } else { 8 };
            bill.lines.push(Line { category, item: 1, price: amounts.outside, quantity: 1, class: "c", advance: 0 });
        }
        bill.lines.retain(|line| line.price > 0);
        bill.lines.sort_by_key(|line| line.category);
        bill
    }

    /// Divides an amount into `depth` lines or fewer, whose amounts are unit price times quantity. The last line takes the remainder.
    fn spread(
        &mut self,
        category: usize,
        amount: i64,
        (items, quantity): (usize, i64),
        depth: usize,
        random: &mut Random,
    ) {
        let mut left = amount;
        let several = if depth > 1 { items.min(depth).saturating_sub(1).max(1) } else { 0 };
        for item in 0..several {
            let price = left * random.within(40, 80) / 100 / quantity;
            self.lines.push(Line { category, item, price, quantity, class: "a", advance: 0 });
            left -= price * quantity;
        }
        for _ in 3..depth {
            let price = left / 4;
            self.lines.push(Line { category, item: 0, price, quantity: 1, class: "a", advance: 0 });
            left -= price;
        }
        self.lines.push(Line {
            category,
            item: items.saturating_sub(1),
            price: left,
            quantity: 1,
            class: "a",
            advance: 0,
        });
    }

    /// The number of lines.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The lines. `sign` is minus one for a reversal.
    pub(crate) fn lines(&self, sign: i64, charged_on: Option<Day>) -> Json {
        let line = |(place, line): (usize, &Line)| {
            let category = CATEGORIES.get(line.category)?;
            let (name, unit) = category.items.get(line.item).or_else(|| category.items.last())?;
            let amount = line.price * line.quantity * sign;
            let outside = if line.class == "c" { amount } else { 0 };
            let mut json = object! {
                "name": *name,
                "amount": yuan(amount),
                "id": format!("l{}", place + 1),
                "code": format!("0099{:03}{:08}", line.category, line.item + 1),
                "category": category.code,
                "unit": *unit,
                "unitPrice": yuan(line.price),
                "quantity": (line.quantity * sign).to_string(),
            };
            if let (Some(day), 1) = (charged_on, line.quantity) {
                json.set("/chargedOn", day.to_string())?;
            }
            if self.is_split {
                json.set("/catalogueClass", line.class)?;
                if line.class == "b" {
                    json.set("/selfPaidRate", "0.10")?;
                }
                json.set("/selfPaid", yuan(line.advance * sign))?;
                json.set("/selfFinanced", yuan(outside))?;
            }
            Some(json)
        };
        self.lines.iter().enumerate().filter_map(line).collect()
    }

    /// The fee categories with the sums of their lines.
    pub(crate) fn categories(&self, sign: i64) -> Json {
        let sums = CATEGORIES.iter().enumerate().filter_map(|(place, category)| {
            let own = || self.lines.iter().filter(|line| line.category == place);
            own().next()?;
            let amount: i64 = own().map(|line| line.price * line.quantity).sum();
            let outside: i64 = own().filter(|line| line.class == "c").map(|line| line.price).sum();
            let mut json = object! {"category": category.code, "amount": yuan(amount * sign), "name": category.name};
            if self.is_split {
                json.set("/selfFinanced", yuan(outside * sign))?;
            }
            Some(json)
        });
        sums.collect()
    }
}
