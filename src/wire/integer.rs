//! Whole numbers between two bounds.

use super::{Shape, View, Wire};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt};

/// A whole number from `MIN` to `MAX`, both allowed. `1.0` and `1e0` are the number 1, as JSON Schema has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Integer<MIN, MAX> {
    /// The number, if it lies between the bounds.
    pub fn new(value: i64) -> Option<Self> {
        (MIN..=MAX).contains(&value).then_some(Self(value))
    }

    /// The number, or the bound that it oversteps.
    pub fn clamped(value: i64) -> Self {
        Self(value.clamp(MIN, MAX))
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// The whole number that a JSON number is, if it is one and not too large to be exact.
pub(super) fn whole(number: &serde_json::Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = || number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() <= EXACT);
    #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2^53")]
    number.as_i64().or_else(|| float().map(|f| f as i64))
}

impl<const MIN: i64, const MAX: i64> fmt::Display for Integer<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<const MIN: i64, const MAX: i64> Wire for Integer<MIN, MAX> {
    const SHAPE: &'static Shape = &Shape::Integer(MIN, MAX);

    fn view(&self) -> View<'_> {
        View::Integer(self.0)
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Integer<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        // Through `Number`, not a visitor of our own: it also reads what serde_json's `arbitrary_precision` hands over.
        let number = serde_json::Number::deserialize(d)?;
        whole(&number)
            .and_then(Self::new)
            .ok_or_else(|| de::Error::custom(format_args!("not a whole number from {MIN} to {MAX}")))
    }
}

impl<const MIN: i64, const MAX: i64> Serialize for Integer<MIN, MAX> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_i64(self.0)
    }
}

impl<const MIN: i64, const MAX: i64> JsonSchema for Integer<MIN, MAX> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Integer_{MIN}_{MAX}").into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "minimum": MIN, "maximum": MAX})
    }
}

impl Wire for bool {
    const SHAPE: &'static Shape = &Shape::Flag;

    fn view(&self) -> View<'_> {
        View::Flag(*self)
    }
}
