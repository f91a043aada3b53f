//! Whole numbers between two bounds.

use super::{Invalid, Shape, View, Wire};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt};

/// A whole number from `MIN` to `MAX`, both inclusive. `1.0` and `1e0` are the number 1, as in JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Integer<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Integer<MIN, MAX> {
    /// The number.
    ///
    /// # Errors
    /// [`Invalid::Range`] if it is less than `MIN` or more than `MAX`.
    pub const fn new(value: i64) -> Result<Self, Invalid> {
        if MIN <= value && value <= MAX { Ok(Self(value)) } else { Err(Invalid::Range { min: MIN, max: MAX }) }
    }

    /// The number `N`. A number that is out of range does not compile.
    ///
    /// # Example
    /// ```
    /// use tongbiao::wire::Integer;
    ///
    /// let month: Integer<1, 12> = Integer::of::<9>();
    /// assert_eq!(month.get(), 9);
    /// ```
    ///
    /// ```compile_fail
    /// let month: tongbiao::wire::Integer<1, 12> = tongbiao::wire::Integer::of::<13>();
    /// ```
    pub const fn of<const N: i64>() -> Self {
        const { assert!(MIN <= N && N <= MAX, "the number is out of range") }
        Self(N)
    }

    /// The number, or the bound that it exceeds.
    pub fn clamped(value: i64) -> Self {
        Self(value.clamp(MIN, MAX))
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<i64> for Integer<MIN, MAX> {
    type Error = Invalid;
    fn try_from(value: i64) -> Result<Self, Invalid> {
        Self::new(value)
    }
}

impl<const MIN: i64, const MAX: i64> From<Integer<MIN, MAX>> for i64 {
    fn from(number: Integer<MIN, MAX>) -> Self {
        number.0
    }
}

/// The value of a JSON number that is whole, if it is small enough to be exact.
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
        // It is read through `Number`, not through a visitor of this crate, because serde_json's `arbitrary_precision`
        // passes numbers in a form that only `Number` reads.
        let number = serde_json::Number::deserialize(d)?;
        whole(&number)
            .and_then(|number| Self::new(number).ok())
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
