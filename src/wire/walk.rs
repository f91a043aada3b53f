//! Follows pointers into a document.

use super::View;

/// Follows a pointer as far as the document contains it, and records the index of each step among its siblings. Returns
/// the length of the part of the pointer that was not followed.
pub(crate) fn walk(value: View<'_>, pointer: &str, path: &mut Vec<usize>) -> usize {
    let mut left = pointer.len();
    let Some(inside) = pointer.strip_prefix('/') else { return left };
    let (step, rest) = inside.split_at(inside.find('/').unwrap_or(inside.len()));
    let step = step.replace("~1", "/").replace("~0", "~");
    let (mut place, mut found) = (0, false);
    match value {
        View::Object(object) => object.members(&mut |name, value| {
            if !found && name == step {
                found = true;
                path.push(place);
                left = walk(value, rest, path);
            }
            place += 1;
        }),
        View::List(list) => {
            let wanted = step.parse().ok();
            list.items(&mut |value| {
                if wanted == Some(place) {
                    path.push(place);
                    left = walk(value, rest, path);
                }
                place += 1;
            });
        }
        _ => {}
    }
    left
}
