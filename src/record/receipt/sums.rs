//! Arithmetic checks of the amounts on a receipt. The equations E1 to E5 have the same names in the documentation of
//! the standard.

use super::Receipt;
use crate::{
    code::{PayerClass, ReceiptKind, SettlementMode},
    finding::{At, rules},
    record::{
        receipt::{FeeCategoryAmount, PayerAmount, ReceiptLine},
        settlement::Settlement,
    },
    value::{LineAmount, LineQuantity, SignedMoney},
    wire::Privacy,
};
use rust_decimal::Decimal;

rules! { ReceiptSum;
    /// 大项之和与总金额不符 · Fee categories that do not equal the total.
    ///
    /// 总金额 = 各大项金额之和。
    /// Total amount = sum of the fee category amounts.
    CATEGORIES = "receipt.categories-total" Error Arithmetic {
        zh: "各收费大项之和（应为）不等于总金额（实为）", en: "the sum of the fee category amounts (expected) does not equal the total amount (actual)",
        hint_zh: "请核对是否漏录或错录大项", hint_en: "check for a missing or mistyped fee category",
        source: "财综〔2019〕29号: 金额合计",
    }
    /// 明细之和与总金额不符 · Lines that do not equal the total.
    ///
    /// 总金额 = 各明细金额之和。明细金额可有四位小数，求和后四舍五入到分再比较。
    /// Total amount = sum of the line amounts. Line amounts may have four decimals; their sum is rounded to whole
    /// fen before the comparison.
    LINES = "receipt.lines-total" Error Arithmetic {
        zh: "各明细金额之和（四舍五入到分，应为）不等于总金额（实为）", en: "the sum of the lines, rounded to whole fen (expected), does not equal the total amount (actual)",
        hint_zh: "请核对是否漏录明细；医院的货币误差行也须录入", hint_en: "check for a missing line; enter the hospital's rounding line as well",
        source: "财综〔2019〕29号: 金额合计",
    }
    /// 某类明细之和与大项不符 · Lines of a fee category that do not equal its amount.
    CATEGORY_LINES = "receipt.category-lines" Warning Arithmetic {
        zh: "同类明细之和与该大项金额相差超过一分", en: "the sum of the lines of the fee category differs from its amount by more than one fen",
        hint_zh: "请核对该类明细", hint_en: "check the lines of the fee category",
        source: "财综〔2019〕29号: 医疗收费明细",
    }
    /// 各方支付之和与总金额不符 · Payments that do not equal the total.
    ///
    /// 总金额 + 分币误差 = 医保统筹基金支付 + 其他支付 + 个人账户支付 + 账户共济支付 + 个人现金支付 + 欠费 + 另列的支付方。
    /// 未填写的账户共济支付、欠费、分币误差和另列的支付方视为 0.00。统筹基金支付、其他支付、个人账户支付、个人现金支付有未填写的，
    /// 已填写的各项合计不得超过总金额；冲红票据的合计不得低于总金额。
    /// Total amount + cash rounding difference = pooled fund + other payments + personal account + relative's account + cash
    /// payment + outstanding amount + other payers printed on the receipt. If omitted, the relative's account, the
    /// outstanding amount, the rounding difference and the other payers count as 0.00. If the pooled fund, the
    /// other payments, the personal account or the cash payment is omitted, the sum of the stated payments must not exceed the
    /// total. On a reversal it must not be below the total.
    PAYERS = "receipt.payers-total" Error Arithmetic {
        zh: "总金额（实为）不等于各方支付与欠费之和（应为，已扣除分币误差）", en: "the total amount (actual) does not equal the sum of all payments and the outstanding amount (expected, after the cash rounding difference is deducted)",
        hint_zh: "请核对支付栏；尚未支付的填入欠费，近亲属账户支付填入账户共济支付，现金取整的差额填入分币误差，医院承担、减免、慈善资助填入另列的支付方", hint_en: "check the payments; enter an unpaid amount as outstanding, a payment from a relative's account under `relativeAccount`, the rounding of cash under `cashRounding`, and the hospital's share, fee reductions and charitable aid under the other payers printed on the receipt",
        source: "财综〔2019〕29号: the payment section of the printed receipt",
    }
    /// 分币误差过大 · Cash rounding difference that is too large.
    CASH_ROUNDING = "receipt.cash-rounding" Error Value {
        zh: "分币误差的绝对值不小于 0.10 元", en: "the cash rounding difference is not below 0.10 yuan",
        hint_zh: "请只填写现金按角取整的差额；尚未支付的金额请填入欠费", hint_en: "enter only the difference from rounding cash to 0.10 yuan; enter an unpaid amount as outstanding",
        source: "hospital systems: 分币处理 (四舍五入, 补整, 舍分) rounds cash to 0.10 yuan",
    }
    /// 其他支付与其构成不符 · Other payments that do not equal their breakdown.
    OTHER_FUNDS = "receipt.other-funds-total" Error Arithmetic {
        zh: "其他支付（实为）不等于其构成之和（应为）", en: "the other payments (actual) do not equal the sum of their breakdown (expected)",
        hint_zh: "请核对其他支付的构成", hint_en: "check the breakdown of the other payments",
        source: "财综〔2019〕29号: 其他支付",
    }
    /// 自付加自费与家庭支付不符 · Co-payment and out-of-catalogue cost that do not equal the family's payments.
    ///
    /// 个人自付 + 个人自费 = 个人账户支付 + 账户共济支付 + 个人现金支付 + 欠费 − 分币误差。各医院系统填法不一，因此只作警告；
    /// 家庭负担以账户、现金与欠费之和为准。
    /// Co-payment + out-of-catalogue cost = personal account + relative's account + cash payment + outstanding amount − cash
    /// rounding difference. Only a warning, because hospital systems fill in these fields in different ways. The
    /// family's share is the sum of the accounts, the cash payment and the outstanding amount.
    SELF_SPLIT = "receipt.self-split" Warning Arithmetic {
        zh: "个人自付与个人自费之和（实为）不等于账户、现金与欠费之和（应为，已扣除分币误差）", en: "the sum of the co-payment and the out-of-catalogue cost (actual) does not equal the sum of the accounts, the cash payment and the outstanding amount (expected, after the cash rounding difference is deducted)",
        hint_zh: "请以医保结算单为准划分自付与自费", hint_en: "use the settlement sheet to separate the co-payment from the out-of-catalogue cost",
        source: "practice of hospital systems; 个人负担 = 账户 + 现金 + 欠费",
    }
    /// 预缴、补缴、退费与现金不符 · Prepaid, additional and refunded amounts that do not equal the cash payment.
    ///
    /// 住院的个人现金支付 = 预缴金额 + 补缴金额 − 退费金额。
    /// Cash payment of a stay = prepaid amount + additional payment − refunded amount.
    PREPAYMENT = "receipt.prepayment" Error Arithmetic {
        zh: "预缴金额加补缴金额减退费金额（应为）不等于个人现金支付（实为）", en: "the prepaid amount plus the additional payment, less the refunded amount (expected), does not equal the cash payment (actual)",
        hint_zh: "请核对预缴、补缴、退费金额", hint_en: "check the prepaid, additional and refunded amounts",
        source: "财综〔2019〕29号: 预缴金额, 补缴金额, 退费金额",
    }
    /// 大写金额与小写金额不符 · Amount in words that differs from the figures.
    CAPITALS = "receipt.capitals-mismatch" Error Value {
        zh: "总金额大写与小写不一致", en: "the total amount in words differs from the total amount in figures",
        hint_zh: "请按票面核对两个金额", hint_en: "compare both amounts with the printed receipt",
        source: "财综〔2019〕29号: 总金额大写, 总金额小写",
    }
    /// 大写金额无法识读 · Unreadable amount in words.
    CAPITALS_UNREADABLE = "receipt.capitals-unreadable" Warning Value {
        zh: "总金额大写无法识读", en: "the total amount in words cannot be read",
        hint_zh: "请照票面填写，如 壹万壹仟伍佰壹拾陆元整", hint_en: "enter the amount as printed, such as 壹万壹仟伍佰壹拾陆元整",
        source: "practice of writing amounts in capitals",
    }
    /// 明细金额与单价乘数量不符 · Line amount that differs from unit price times quantity.
    ///
    /// 票面金额四舍五入到所印的小数位，允许相差末位的一个单位。
    /// Amounts are rounded to the printed decimals. A difference of one unit of the last decimal is allowed.
    LINE_PRODUCT = "receipt.line-product" Warning Arithmetic {
        zh: "明细金额与单价乘数量之积相差超过末位的一个单位", en: "the line amount differs from unit price times quantity by more than one unit of its last decimal",
        hint_zh: "请核对单价、数量和金额", hint_en: "check the unit price, the quantity and the amount",
        source: "财综〔2019〕29号: 医疗收费明细; rounding to the decimals printed",
    }
    /// 明细超过票面行数而未附清单 · More lines than the printed receipt holds, without a fee list.
    ///
    /// 票面最多印门诊 12 行、住院 18 行，其余印在医疗收费明细上，须附该清单。
    /// A printed receipt holds at most 12 lines for an outpatient and 18 for an inpatient. The other lines are on the
    /// fee list, which must be attached.
    LINE_COUNT = "receipt.fee-list-missing" Info Evidence {
        zh: "明细超过票面可印行数（门诊 12，住院 18）", en: "there are more lines than the printed receipt holds (outpatient 12, inpatient 18)",
        hint_zh: "请附医疗收费明细", hint_en: "attach the fee list",
        source: "comment in one vendor's implementation of 财综〔2019〕29号",
    }
    /// 自付自费之和超过行金额 · Parts of a line that exceed its amount.
    LINE_PARTS = "receipt.line-parts" Error Arithmetic {
        zh: "该行先行自付与自费之和超过该行金额", en: "the sum of the up-front co-payment and the out-of-catalogue cost of the line exceeds its amount",
        hint_zh: "请核对该行先行自付、自费金额", hint_en: "check the up-front co-payment and the out-of-catalogue cost of the line",
        source: "parts never exceed the whole",
    }
    /// 大项中的自费超过大项金额 · Out-of-catalogue cost above the amount of its fee category.
    CATEGORY_PARTS = "receipt.category-parts" Error Arithmetic {
        zh: "该大项中的自费金额超过该大项金额", en: "the out-of-catalogue cost of the fee category exceeds its amount",
        hint_zh: "请核对该大项的金额和自费金额", hint_en: "check the amount and the out-of-catalogue cost of the fee category",
        source: "parts never exceed the whole",
    }
    /// 其他支付中列有慈善资助 · Charitable aid among the other payments.
    ///
    /// 有的票面将医院承担、减免计入其他支付，可在其构成中列明。
    /// Some receipts include the hospital's share or a fee reduction in the other payments; it may be listed in their
    /// breakdown.
    CHARITY_IN_OTHER_FUNDS = "receipt.charity-in-other-funds" Error Rule {
        zh: "其他支付中列有慈善资助或个人求助所得", en: "the other payments include charitable aid or a personal appeal",
        hint_zh: "请改列在另列的支付方，以免被当作保险支付", hint_en: "list it under the other payers printed on the receipt, so that it is not treated as an insurance payment",
        source: "财综〔2019〕29号: 其他支付 is insurance and assistance; some receipts include 医院减免",
    }
    /// 院端结算金额与票面不符 · Settlement at the hospital that differs from the printed receipt.
    ///
    /// 结算的个人现金支出 = 票面的个人现金支付 + 欠费 − 分币误差。
    /// Cash of the settlement = cash payment on the receipt + outstanding amount − cash rounding difference.
    SETTLEMENT_FACE = "receipt.settlement-face" Warning Arithmetic {
        zh: "院端直接结算的金额（实为）与票面的相应栏目（应为）不同", en: "an amount settled at the hospital (actual) differs from the printed receipt (expected)",
        hint_zh: "请按票面和结算单核对", hint_en: "compare the printed receipt with the settlement sheet",
        source: "医疗保障基金结算清单填写规范: figures agree with the receipt",
    }
    /// 结算总额与票据总金额不符 · Settlement of another total amount.
    SETTLEMENT_TOTAL = "receipt.settlement-total" Warning Arithmetic {
        zh: "医保结算的医疗费总额（实为）与票据总金额（应为）不同", en: "the total medical cost of the settlement (actual) differs from the total amount of the receipt (expected)",
        hint_zh: "请核对结算单是否属于该票据", hint_en: "check that the settlement sheet belongs to the receipt",
        source: "医疗保障基金结算清单填写规范: figures agree with the receipt",
    }
}

fn yuan(amount: Decimal) -> Decimal {
    // Half up, like every amount of money in the standard. For a reversal, this means away from zero.
    amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

fn sum(amounts: impl IntoIterator<Item = SignedMoney>) -> Option<SignedMoney> {
    // Only the whole sum must be an amount, not each partial sum.
    let fen = amounts.into_iter().try_fold(0_i64, |sum, amount| sum.checked_add(amount.fen()))?;
    SignedMoney::from_fen(fen).ok()
}

fn line_sum<'a>(amounts: impl IntoIterator<Item = &'a LineAmount>) -> Option<Decimal> {
    amounts.into_iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount.get()))
}

/// Checks every sum of a receipt.
pub(super) fn check(receipt: &Receipt, at: &mut At) {
    check_lines(receipt, at);
    check_categories(receipt, at);
    check_payers(receipt, at);
    check_capitals(receipt, at);
    check_settlement(receipt, at);
    let cost = receipt.settlement.as_ref().and_then(|s| s.total_cost);
    at.within(Receipt::MEMBERS.settlement, |at| {
        let equal = cost.map(|cost| cost == receipt.total_amount);
        at.judge_member(&SETTLEMENT_TOTAL, Settlement::MEMBERS.total_cost, equal, |f| {
            f.expected(Privacy::Financial, receipt.total_amount);
            f.actual(Privacy::Financial, cost.unwrap_or_default());
        });
    });
}

fn check_lines(receipt: &Receipt, at: &mut At) {
    let Some(lines) = &receipt.lines else { return };
    let total = receipt.total_amount.to_decimal();
    let sum = line_sum(lines.iter().map(|line| &line.amount)).map(yuan);
    let holds = sum.filter(|_| !lines.is_empty()).map(|sum| sum == total);
    at.judge_member(&LINES, Receipt::MEMBERS.total_amount, holds, |f| {
        f.expected(Privacy::Financial, sum.unwrap_or_default());
        f.actual(Privacy::Financial, receipt.total_amount);
    });
    at.each(Receipt::MEMBERS.lines, lines, |at, line| {
        let product = line.unit_price.zip(line.quantity).and_then(|(p, q)| p.get().checked_mul(q.get()));
        at.judge_member(
            &LINE_PRODUCT,
            ReceiptLine::MEMBERS.amount,
            product.map(|p| rounds_to(p, line.amount, line.quantity)),
            |f| {
                f.expected(Privacy::Financial, product.unwrap_or_default().normalize());
                f.actual(Privacy::Financial, line.amount);
            },
        );
        let parts = match (line.self_paid, line.self_financed) {
            (None, None) => None,
            (a, b) => line_sum(a.iter().chain(&b)),
        };
        let within = parts.map(|parts| parts.abs() <= line.amount.get().abs());
        at.judge_member(&LINE_PARTS, ReceiptLine::MEMBERS.amount, within, |f| {
            f.actual(Privacy::Financial, line.amount);
        });
    });
}

/// Checks whether there are more lines than the printed receipt holds and no separate fee list.
pub(super) fn check_line_count(receipt: &Receipt, has_list: bool, at: &mut At) {
    let Some(lines) = &receipt.lines else { return };
    let most = match receipt.receipt_kind {
        ReceiptKind::OutpatientElectronic | ReceiptKind::OutpatientPrinted => Some(12),
        ReceiptKind::InpatientElectronic | ReceiptKind::InpatientPrinted => Some(18),
        _ => None,
    };
    at.judge_member(&LINE_COUNT, Receipt::MEMBERS.lines, most.map(|most| has_list || lines.len() <= most), |_| {});
}

/// Whether an amount is the product rounded to the decimals of the amount. A difference of one unit of the last decimal
/// is allowed. A refund prints a positive unit price, so the sign is that of the quantity or the amount.
fn rounds_to(product: Decimal, amount: LineAmount, quantity: Option<LineQuantity>) -> bool {
    let amount = amount.get();
    let unit = Decimal::new(1, amount.scale());
    let negative = quantity.is_some_and(|q| q.get().is_sign_negative()) || amount.is_sign_negative();
    let product = if negative { -product.abs() } else { product };
    product.checked_sub(amount).is_some_and(|difference| difference.abs() <= unit)
}

fn check_categories(receipt: &Receipt, at: &mut At) {
    let Some(categories) = receipt.categories.as_ref().filter(|c| !c.is_empty()) else { return };
    let total = sum(categories.iter().map(|c| c.amount));
    at.each(Receipt::MEMBERS.categories, categories, |at, category| {
        let within = category.self_financed.map(|part| part.fen().abs() <= category.amount.fen().abs());
        at.judge_member(&CATEGORY_PARTS, FeeCategoryAmount::MEMBERS.self_financed, within, |f| {
            f.actual(Privacy::Financial, category.self_financed.unwrap_or_default());
        });
    });
    at.judge_member(&CATEGORIES, Receipt::MEMBERS.total_amount, total.map(|sum| sum == receipt.total_amount), |f| {
        f.expected(Privacy::Financial, total.unwrap_or_default());
        f.actual(Privacy::Financial, receipt.total_amount);
    });
    let lines = receipt.lines.as_deref().unwrap_or_default();
    // The lines of a category can be compared with its amount only if every line states its category.
    if lines.is_empty() || lines.iter().any(|line| line.category.is_none()) {
        return;
    }
    at.each(Receipt::MEMBERS.categories, categories, |at, category| {
        let same = || categories.iter().filter(|c| c.category == category.category);
        let stated = sum(same().map(|c| c.amount)).map(SignedMoney::to_decimal);
        let of_lines = lines.iter().filter(|l| l.category == Some(category.category)).map(|l| &l.amount);
        let difference = line_sum(of_lines).zip(stated).and_then(|(lines, stated)| lines.checked_sub(stated));
        at.judge_member(
            &CATEGORY_LINES,
            FeeCategoryAmount::MEMBERS.amount,
            difference.map(|d| d.abs() <= Decimal::new(1, 2)),
            |f| {
                f.actual(Privacy::Financial, category.amount);
            },
        );
    });
}

/// The payments that a receipt states.
struct Payers {
    /// Their sum in fen, before cash was rounded.
    fen: i64,
    /// Whether none of the printed blocks is omitted.
    is_whole: bool,
}

fn payers(receipt: &Receipt) -> Payers {
    let blocks = [receipt.pooled_fund, receipt.other_funds, receipt.personal_account, receipt.cash];
    let local = receipt.local_payers.as_deref().unwrap_or_default().iter().map(|p| p.amount);
    let others = local.chain(receipt.relative_account).chain(receipt.outstanding);
    let sum = blocks.into_iter().flatten().chain(others).map(SignedMoney::fen).fold(0_i64, i64::saturating_add);
    let rounding = receipt.cash.and(receipt.cash_rounding).map_or(0, SignedMoney::fen);
    Payers { fen: sum.saturating_sub(rounding), is_whole: blocks.iter().all(Option::is_some) }
}

impl Receipt {
    /// Whether its payers add up to its total. If one of the printed blocks is omitted, the others are too much if they exceed the
    /// total, on a reversal if they are below it; otherwise `None`.
    pub(crate) fn payers_add_up(&self) -> Option<bool> {
        let (stated, total) = (payers(self), self.total_amount.fen());
        let is_too_much = if total < 0 { stated.fen < total } else { stated.fen > total };
        if stated.is_whole { Some(stated.fen == total) } else { is_too_much.then_some(false) }
    }
}

fn check_payers(receipt: &Receipt, at: &mut At) {
    at.judge_member(&PAYERS, Receipt::MEMBERS.total_amount, receipt.payers_add_up(), |f| {
        // A sum above the largest amount is not shown.
        if let Ok(total) = SignedMoney::from_fen(payers(receipt).fen) {
            f.expected(Privacy::Financial, total);
        }
        f.actual(Privacy::Financial, receipt.total_amount);
    });
    at.each(
        Receipt::MEMBERS.other_fund_payers,
        receipt.other_fund_payers.as_deref().unwrap_or_default(),
        |at, payer| {
            let foreign = matches!(payer.payer, PayerClass::Charity | PayerClass::Crowdfunding);
            at.judge_member(&CHARITY_IN_OTHER_FUNDS, PayerAmount::MEMBERS.payer, Some(!foreign), |_| {});
        },
    );
    let others = receipt.other_fund_payers.as_ref().and_then(|payers| sum(payers.iter().map(|p| p.amount)));
    let equal = others.zip(receipt.other_funds).map(|(parts, whole)| parts == whole);
    at.judge_member(&OTHER_FUNDS, Receipt::MEMBERS.other_funds, equal, |f| {
        f.expected(Privacy::Financial, others.unwrap_or_default());
        f.actual(Privacy::Financial, receipt.other_funds.unwrap_or_default());
    });
    let borne = receipt.personal_account.zip(receipt.cash).and_then(|(account, cash)| {
        before_rounding(receipt, [account, cash].into_iter().chain(receipt.relative_account).chain(receipt.outstanding))
    });
    let split = receipt.self_paid.zip(receipt.self_financed).and_then(|(inside, outside)| sum([inside, outside]));
    at.judge_member(
        &SELF_SPLIT,
        Receipt::MEMBERS.self_paid,
        borne.zip(split).map(|(borne, split)| borne == split),
        |f| {
            f.expected(Privacy::Financial, borne.unwrap_or_default());
            f.actual(Privacy::Financial, split.unwrap_or_default());
        },
    );
    let paid = || {
        let fen = receipt.prepaid?.fen().checked_add(receipt.topped_up?.fen())?;
        SignedMoney::from_fen(fen.checked_sub(receipt.refunded?.fen())?).ok()
    };
    let paid = paid();
    let rounded = receipt.cash_rounding.map(|rounding| rounding.fen().abs() < 10);
    at.judge_member(&CASH_ROUNDING, Receipt::MEMBERS.cash_rounding, rounded, |f| {
        f.actual(Privacy::Financial, receipt.cash_rounding.unwrap_or_default());
    });
    at.judge_member(&PREPAYMENT, Receipt::MEMBERS.cash, paid.zip(receipt.cash).map(|(paid, cash)| paid == cash), |f| {
        f.expected(Privacy::Financial, paid.unwrap_or_default());
        f.actual(Privacy::Financial, receipt.cash.unwrap_or_default());
    });
}

/// The sum of payments as it was before the cash was rounded.
fn before_rounding(receipt: &Receipt, amounts: impl Iterator<Item = SignedMoney>) -> Option<SignedMoney> {
    sum(amounts)?.checked_sub(receipt.cash_rounding.unwrap_or_default())
}

/// An amount settled at the hospital must equal the amount on the printed receipt. The insurer does not round cash and
/// does not know whether it was paid.
fn check_settlement(receipt: &Receipt, at: &mut At) {
    let at_hospital = |s: &&Settlement| s.mode == Some(SettlementMode::AtHospital);
    let Some(settlement) = receipt.settlement.as_ref().filter(at_hospital) else { return };
    at.within(Receipt::MEMBERS.settlement, |at| {
        let due = receipt.cash.and_then(|cash| before_rounding(receipt, [cash].into_iter().chain(receipt.outstanding)));
        let amounts = [
            (Settlement::MEMBERS.pooled_fund, settlement.pooled_fund, receipt.pooled_fund),
            (Settlement::MEMBERS.relative_account, settlement.relative_account, receipt.relative_account),
            (Settlement::MEMBERS.cash, settlement.cash, due),
        ];
        for (name, settled, face) in amounts {
            let equal = settled.zip(face).map(|(settled, face)| settled == face);
            at.judge_member(&SETTLEMENT_FACE, name, equal, |f| {
                f.expected(Privacy::Financial, face.unwrap_or_default());
                f.actual(Privacy::Financial, settled.unwrap_or_default());
            });
        }
    });
}

fn check_capitals(receipt: &Receipt, at: &mut At) {
    let said = receipt.total_in_capitals.as_ref().map(|capitals| capitals.to_money());
    at.within(Receipt::MEMBERS.total_in_capitals, |at| {
        at.judge(&CAPITALS_UNREADABLE, said.map(|said| said.is_some()), |_| {});
        at.judge(&CAPITALS, said.flatten().map(|said| said == receipt.total_amount), |f| {
            f.expected(Privacy::Financial, crate::value::amount_in_capitals(receipt.total_amount));
        });
    });
}
