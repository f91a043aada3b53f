//! A second program that computes an award from its trace and the programme alone. It shares no code with the
//! evaluator, and knows the order of operations only from `docs/evaluation.md`.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::Value;
use std::{collections::BTreeMap, str::FromStr};

/// Computes everything again from the steps and the programme.
///
/// # Errors
/// The first step that does not follow from the previous step and its rule.
pub fn replay(outcome: &Value, programme: &Value) -> Result<usize, String> {
    let Some(amount) = outcome.get("amount") else { return Ok(0) };
    let steps = outcome["trace"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut units: BTreeMap<u64, Unit> = BTreeMap::new();
    for (number, step) in steps.iter().enumerate() {
        let Some(unit) = step["unit"].as_u64() else { continue };
        let unit = units.entry(unit).or_default();
        unit.follow(step, programme).map_err(|why| format!("step {number}: {why}\n{step:#}"))?;
    }
    // Awards below the minimum were removed after their units had been computed.
    let pays_nothing =
        steps.iter().any(|s| s["step"] == "minimum" && s.get("unit").is_none() && money(&s["amountOut"]).is_zero());
    let mut total = Decimal::ZERO;
    for (number, unit) in outcome["units"].as_array().into_iter().flatten().enumerate() {
        let replayed = units.get(&(number as u64)).and_then(|unit| unit.awarded).unwrap_or_default();
        let replayed = if pays_nothing { Decimal::ZERO } else { replayed };
        if replayed != money(&unit["award"]) {
            return Err(format!("unit {number} comes to {replayed}, not {}", unit["award"]));
        }
        total += replayed;
    }
    let items: Decimal = outcome["items"].as_array().into_iter().flatten().map(|item| money(&item["award"])).sum();
    if total != money(amount) || items != total {
        return Err(format!("the units come to {total}, the items to {items}, the amount is {amount}"));
    }
    Ok(steps.len())
}

/// The state of the computation of a unit.
#[derive(Default)]
struct Unit {
    now: Option<Decimal>,
    count: Option<Decimal>,
    bands: Decimal,
    banded: bool,
    awarded: Option<Decimal>,
}

impl Unit {
    fn follow(&mut self, step: &Value, programme: &Value) -> Result<(), String> {
        let at = step["at"].as_str().unwrap_or_default();
        let rule = programme.pointer(at);
        let (from, to) = (step.get("amountIn").map(money), step.get("amountOut").map(money));
        let value = step.get("value").map(money);
        let kind = step["step"].as_str().unwrap_or_default();
        let to_known = || to.ok_or("nothing came out");
        match kind {
            "basis" => {
                self.stands(from)?;
                expect(from <= to, "a basis only grows by what other applications brought")?;
                self.now = to;
            }
            "line-price" => {
                expect(to <= from, "a price makes it less")?;
                self.now = to;
            }
            "less" => {
                self.stands(from)?;
                expect(to <= from, "taking off makes it less")?;
                self.now = to;
            }
            "threshold" => {
                self.stands(from)?;
                let value = value.ok_or("no threshold")?;
                let rule = rule.ok_or("no threshold stands there")?;
                let is_reached = if rule["bound"] == "over" { from > Some(value) } else { from >= Some(value) };
                expect(allowed(rule.get("amount"), value, "amount"), "the threshold is not one of the rule's")?;
                expect((step["judgement"] == "yes") == is_reached, "wrongly compared with the threshold")?;
                expect(to_known()? == from.filter(|_| is_reached).unwrap_or_default(), "below it nothing is left")?;
                self.now = to;
            }
            "deductible" => {
                self.stands(from)?;
                let value = value.ok_or("no deductible")?;
                expect(allowed(rule, value, "amount"), "the deductible is not one of the rule's")?;
                expect(
                    to_known()? == (from.unwrap_or_default() - value).max(Decimal::ZERO),
                    "the deductible was not taken off",
                )?;
                self.now = to;
            }
            "band" => {
                let part = from.unwrap_or_default();
                let rate = value.ok_or("no rate")?;
                expect(band_allows(programme, at, rate), "the rate is not one of the band's")?;
                expect(to_known()? == part * rate, "a part times its rate")?;
                self.bands += part * rate;
                self.banded = true;
            }
            "count" if at.ends_with("/benefit/count") => {
                let most = programme.pointer(at.trim_end_matches("/count")).and_then(|rule| rule["countMax"].as_i64());
                expect(value <= most.map(Decimal::from).or(value), "no more is counted than may be")?;
                self.count = value;
            }
            "count" => {
                let most = rule.and_then(|rule| rule["units"].as_i64()).map(Decimal::from);
                expect(most.is_some() && value <= most, "no more is left than the limit")?;
            }
            "benefit" => self.benefit(step, rule, programme)?,
            "rounding" => {
                self.stands(from)?;
                expect(to_known()? == rounded(from.unwrap_or_default(), rule, at), "not rounded as the rule says")?;
                self.now = to;
            }
            "before" => {
                self.stands(from)?;
                let left = from.unwrap_or_default() - value.unwrap_or_default();
                expect(to_known()? == left.max(Decimal::ZERO), "what was awarded before was not taken off")?;
                self.now = to;
            }
            "minimum" => {
                self.stands(from)?;
                expect(to >= from, "raised")?;
                self.now = to;
            }
            "limit" => {
                if ["limit-count", "limit-periods"].iter().any(|code| step["code"] == *code) {
                    expect(to == Some(Decimal::ZERO), "nothing is left beyond a number")?;
                } else {
                    expect(to == from.min(value), "a limit lets through what is left of it")?;
                    let fixed = rule.and_then(|rule| rule["amount"].get("amount")).map(money);
                    let of_units = rule.is_some_and(|rule| rule.get("units").is_some());
                    expect(fixed.is_none() || of_units || value <= fixed, "no more is left than the limit")?;
                }
                self.cut(from, to)?;
            }
            "after-limit" => {
                let is_used_up = value == Some(Decimal::ZERO);
                let refers = rule.is_some_and(|rule| rule.get("amount").is_some());
                expect(refers, "it is not at a limit with an amount")?;
                expect((step["judgement"] == "yes") == is_used_up, "a limit is used up if nothing is left of it")?;
                expect(to_known()? == from.filter(|_| is_used_up).unwrap_or_default(), "before that nothing is left")?;
                self.cut(from, to)?;
            }
            "ceiling" => {
                expect(to <= from, "a ceiling lets through no more than comes")?;
                self.cut(from, to)?;
            }
            "award" => {
                self.stands(to)?;
                self.awarded = to;
            }
            other => return Err(format!("no step is called {other}")),
        }
        Ok(())
    }

    fn benefit(&mut self, step: &Value, rule: Option<&Value>, programme: &Value) -> Result<(), String> {
        let at = step["at"].as_str().unwrap_or_default();
        let rule = rule.ok_or("no rule stands there")?;
        let to = step.get("amountOut").map(money).ok_or("nothing came out")?;
        let from = step.get("amountIn").map(money).unwrap_or_default();
        let value = step.get("value").map(money);
        let holds = match rule["type"].as_str() {
            Some("rate" | "gap") => {
                let rate = value.unwrap_or_default();
                allowed(rule.get("rate"), rate, "rate") && to == from * rate
            }
            Some("bands") => std::mem::take(&mut self.banded) && to == std::mem::take(&mut self.bands) || to.is_zero(),
            Some("fixed") => allowed(rule.get("amount"), to, "amount"),
            Some("brackets" | "tiers") => to.is_zero(),
            Some("units") => {
                let each = value.unwrap_or_default();
                allowed(rule.get("amount"), each, "amount") && self.count.take().is_some_and(|count| to == count * each)
            }
            // A multiple of another payer's amount, which is in the application.
            Some("match") => true,
            // A tier, a bracket or a price has an amount of its own.
            _ => {
                let amount = rule.get("amount").or_else(|| rule.get("price"));
                allowed(amount, to, "amount") && value == Some(to) && bracket_holds(programme, at, rule, from)
            }
        };
        expect(holds, "the benefit is not what its rule comes to")?;
        if self.now.is_some() && step.get("amountIn").is_some() && rule["type"] != "fixed" {
            self.stands(Some(from))?;
        }
        self.now = Some(to);
        Ok(())
    }

    /// The input equals the previous output.
    fn stands(&self, from: Option<Decimal>) -> Result<(), String> {
        expect(self.now.is_none() || self.now == from, "it does not go on where the step before ended")
    }

    fn cut(&mut self, from: Option<Decimal>, to: Option<Decimal>) -> Result<(), String> {
        let (from, to) = (from.ok_or("nothing went in")?, to.ok_or("nothing came out")?);
        let now = self.now.ok_or("nothing to cut")?;
        expect(from <= now, "more is bounded than there is")?;
        self.now = Some(now - (from - to));
        Ok(())
    }
}

fn expect(holds: bool, why: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.to_owned()) }
}

fn money(value: &Value) -> Decimal {
    value.as_str().and_then(|text| Decimal::from_str(text).ok()).unwrap_or_default()
}

/// Whether a value is one of those that a parameter can have.
fn allowed(param: Option<&Value>, value: Decimal, member: &str) -> bool {
    let Some(param) = param else { return false };
    match param["type"].as_str() {
        Some("statistic" | "assessed") => true,
        Some("fixed") => money(&param[member]) == value,
        _ => {
            let rows = param["rows"].as_array().into_iter().flatten().map(|row| money(&row[member]));
            rows.chain(param.get("otherwise").map(money)).any(|row| row == value)
        }
    }
}

/// Whether a rate is that of a band plus one of those that are added.
fn band_allows(programme: &Value, at: &str, rate: Decimal) -> bool {
    let Some((bands, _)) = at.rsplit_once("/bands/") else { return false };
    let (band, benefit) = (programme.pointer(at), programme.pointer(bands));
    let Some((band, benefit)) = band.zip(benefit) else { return false };
    let values = |param: &Value| -> Vec<Decimal> {
        if param["type"] == "fixed" {
            return vec![money(&param["rate"])];
        }
        let rows = param["rows"].as_array().into_iter().flatten().map(|row| money(&row["rate"]));
        rows.chain(param.get("otherwise").map(money)).collect()
    };
    let added = benefit.get("addRate").map_or(vec![Decimal::ZERO], values);
    values(&band["rate"]).iter().any(|own| added.iter().any(|added| own + added == rate))
}

/// Whether an amount lies in the selected bracket.
fn bracket_holds(programme: &Value, at: &str, bracket: &Value, amount: Decimal) -> bool {
    let Some((benefit, _)) = at.rsplit_once("/brackets/") else { return true };
    let over = programme.pointer(benefit).is_some_and(|benefit| benefit["bounds"] == "over-up-to");
    let lower = bracket.get("lower").map(money).is_none_or(|l| if over { l < amount } else { l <= amount });
    let upper = bracket.get("upper").map(money).is_none_or(|u| if over { amount <= u } else { amount < u });
    lower && upper
}

fn rounded(amount: Decimal, rule: Option<&Value>, at: &str) -> Decimal {
    let rule = rule.filter(|_| at.ends_with("rounding"));
    let unit = rule.map_or(Decimal::new(1, 2), |rule| money(&rule["unit"]));
    let strategy = match rule.and_then(|rule| rule["mode"].as_str()) {
        Some("down") => RoundingStrategy::ToZero,
        Some("up") => RoundingStrategy::AwayFromZero,
        _ => RoundingStrategy::MidpointAwayFromZero,
    };
    (amount / unit).round_dp_with_strategy(0, strategy) * unit
}
