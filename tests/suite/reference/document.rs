//! The application as JSON: members by their paths, with their values.

use chrono::NaiveDate;
use serde_json::Value;
use tongbiao::{eligibility::Truth, value::Date};

/// A member below a value; the steps of its path are separated by `/`.
pub fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    value.pointer(&format!("/{path}"))
}

pub fn text<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    at(value, path).map(|text| text.as_str().unwrap())
}

pub fn list<'v>(value: &'v Value, path: &str) -> Option<&'v [Value]> {
    at(value, path).map(|items| items.as_array().unwrap().as_slice())
}

pub fn whole(value: &Value, path: &str) -> Option<i64> {
    at(value, path).map(|number| number.as_i64().unwrap())
}

/// An amount in fen.
pub fn fen(value: &Value, path: &str) -> Option<i128> {
    text(value, path).map(|amount| amount.replace('.', "").parse().unwrap())
}

pub fn day(value: &Value, path: &str) -> Option<Date> {
    text(value, path).map(|day| Date::from_chrono(NaiveDate::parse_from_str(day, "%Y-%m-%d").unwrap()).unwrap())
}

/// Whether a day lies in the period at a path, as far as its bounds are stated.
pub fn in_force(value: &Value, path: &str, on: Date) -> Truth {
    let (start, end) = (day(value, &format!("{path}/start")), day(value, &format!("{path}/end")));
    if start.is_some_and(|start| on < start) || end.is_some_and(|end| end < on) {
        Truth::No
    } else if start.is_some() && end.is_some() {
        Truth::Yes
    } else {
        Truth::Unknown
    }
}
