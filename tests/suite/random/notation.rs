//! Other notations of the names of hospitals and organisations.

use serde_json::Value;
use tongbiao_testkit::random::Random;

/// Writes the names of some hospitals and organisations in another notation: brackets, blanks, width.
pub fn rewritten(case: &mut Value, percent: usize, random: &mut Random) {
    match case {
        Value::Array(items) => items.iter_mut().for_each(|item| rewritten(item, percent, random)),
        Value::Object(members) => {
            for (member, value) in members {
                let is_named = ["issuer", "hospital", "organisation"].contains(&member.as_str());
                if let Some(name) = value.get_mut("name").filter(|_| is_named && random.chance(percent)) {
                    *name = notation(name.as_str().unwrap(), random).into();
                }
                rewritten(value, percent, random);
            }
        }
        _ => {}
    }
}

fn notation(name: &str, random: &mut Random) -> String {
    match random.below(4) {
        0 => name.replace('（', "(").replace('）', ")"),
        1 => name.replace('（', "【").replace('）', "】"),
        2 => name.replace('（', " （"),
        _ => format!("{name}\u{3000}"),
    }
}
