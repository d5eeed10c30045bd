//! Displays of tuples, vectors, options, results and maps of values that render themselves.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use super::html::escape;
use super::render::debug_text;
use super::{Bundle, Render, limits};

/// An element with the label that tells it from its siblings.
struct Part {
    label: String,
    bundle: Bundle,
}

/// A container: `text` gets the elements' texts, the HTML shows the rich ones side by side.
fn compose<'a>(parts: &'a [Part], text: impl FnOnce(Vec<&'a str>) -> String) -> Bundle {
    let bundle = Bundle::text(text(parts.iter().map(|part| part.bundle.repr()).collect()));
    if !parts.iter().any(|part| rich_html(&part.bundle).is_some()) {
        return bundle;
    }
    let mut html = String::from(
        "<div style=\"display:flex;flex-wrap:wrap;gap:0.8em 1.6em;align-items:flex-start\">",
    );
    for part in parts {
        let body = rich_html(&part.bundle).unwrap_or_else(|| {
            Cow::Owned(format!(
                "<pre style=\"margin:0;background:none;font-size:12.5px\">{}</pre>",
                escape(part.bundle.repr())
            ))
        });
        html.push_str("<div>");
        if !part.label.is_empty() {
            html.push_str(&format!(
                "<div style=\"opacity:0.6;font-family:monospace;font-size:11px\">{}</div>",
                escape(&part.label)
            ));
        }
        html.push_str(&format!("{body}</div>"));
    }
    html.push_str("</div>");
    bundle.with("text/html", html)
}

/// A bundle's picture or table as HTML.
fn rich_html(bundle: &Bundle) -> Option<Cow<'_, str>> {
    if let Some(html) = bundle.get("text/html").or_else(|| bundle.get("image/svg+xml")) {
        return Some(Cow::Borrowed(html));
    }
    ["image/png", "image/jpeg"].into_iter().find_map(|mime| {
        let content = bundle.get(mime)?;
        Some(Cow::Owned(format!("<img src=\"data:{mime};base64,{content}\">")))
    })
}

/// The display of a tuple from those of its elements.
pub fn tuple<const N: usize>(bundles: [Bundle; N]) -> Bundle {
    tuple_of(Vec::from(bundles))
}

#[inline(never)]
fn tuple_of(bundles: Vec<Bundle>) -> Bundle {
    let parts: Vec<Part> = bundles
        .into_iter()
        .enumerate()
        .map(|(i, bundle)| Part { label: format!(".{i}"), bundle })
        .collect();
    compose(&parts, |texts| match texts[..] {
        [one] => format!("({one},)"),
        _ => format!("({})", texts.join(", ")),
    })
}

/// The display of a sequence of `len` elements, of which the first few are shown.
fn sequence<R: Render>(items: &[R]) -> Bundle {
    let parts: Vec<Part> = items
        .iter()
        .take(limits::ITEMS)
        .enumerate()
        .map(|(i, item)| Part { label: format!("[{i}]"), bundle: item.bundle() })
        .collect();
    let more = more(items.len());
    compose(&parts, |mut texts| {
        texts.extend(more.as_deref());
        format!("[{}]", texts.join(", "))
    })
}

/// What is left out of a container of `len` elements, if any.
fn more(len: usize) -> Option<String> {
    let left_out = len.checked_sub(limits::ITEMS).filter(|&n| n > 0)?;
    Some(format!("… and {left_out} more of {len}"))
}

/// The display of a map, whose keys are labels.
fn map<'a, K: Debug + 'a, R: Render + 'a>(
    len: usize,
    entries: impl Iterator<Item = (&'a K, &'a R)>,
) -> Bundle {
    let parts: Vec<Part> = entries
        .take(limits::ITEMS)
        .map(|(key, value)| Part { label: debug_text(key), bundle: value.bundle() })
        .collect();
    compose(&parts, |texts| {
        let mut entries: Vec<String> =
            parts.iter().zip(texts).map(|(part, text)| format!("{}: {text}", part.label)).collect();
        entries.extend(more(len));
        format!("{{{}}}", entries.join(", "))
    })
}

/// The display of the one value in a variant such as `Some`.
fn variant(name: &str, value: &impl Render) -> Bundle {
    let part = Part { label: String::new(), bundle: value.bundle() };
    compose(&[part], |texts| format!("{name}({})", texts.join(", ")))
}

impl<R: Render> Render for [R] {
    fn bundle(&self) -> Bundle {
        sequence(self)
    }
}

impl<R: Render, const N: usize> Render for [R; N] {
    fn bundle(&self) -> Bundle {
        sequence(self)
    }
}

impl<R: Render> Render for Vec<R> {
    fn bundle(&self) -> Bundle {
        sequence(self)
    }
}

impl<R: Render> Render for Option<R> {
    fn bundle(&self) -> Bundle {
        match self {
            Some(value) => variant("Some", value),
            None => Bundle::text("None"),
        }
    }
}

impl<R: Render, E: Debug> Render for Result<R, E> {
    fn bundle(&self) -> Bundle {
        match self {
            Ok(value) => variant("Ok", value),
            Err(error) => Bundle::text(format!("Err({})", debug_text(error))),
        }
    }
}

impl<K: Debug, R: Render, S> Render for HashMap<K, R, S> {
    fn bundle(&self) -> Bundle {
        map(self.len(), self.iter())
    }
}

impl<K: Debug, R: Render> Render for BTreeMap<K, R> {
    fn bundle(&self) -> Bundle {
        map(self.len(), self.iter())
    }
}

macro_rules! render_tuples {
    ($(($($name:ident),+)),+ $(,)?) => {$(
        impl<$($name: Render),+> Render for ($($name,)+) {
            fn bundle(&self) -> Bundle {
                #[allow(non_snake_case)]
                let ($($name,)+) = self;
                tuple([$($name.bundle()),+])
            }
        }
    )+};
}

render_tuples! {
    (A), (A, B), (A, B, C), (A, B, C, D), (A, B, C, D, E), (A, B, C, D, E, F),
    (A, B, C, D, E, F, G), (A, B, C, D, E, F, G, H),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: impl Render) -> String {
        value.bundle().plain().to_owned()
    }

    #[test]
    fn containers_of_plain_values_read_like_debug() {
        assert_eq!(plain((1, "a\"b", 2.0)), r#"(1, "a\"b", 2.0)"#);
        assert_eq!(plain((1,)), "(1,)");
        assert_eq!(plain(vec![Some('x'), None]), "[Some('x'), None]");
        assert_eq!(plain([[1, 2], [3, 4]]), "[[1, 2], [3, 4]]");
        assert_eq!(plain(Ok::<_, String>(())), "Ok(())");
        assert_eq!(plain(Err::<f64, _>("no")), "Err(\"no\")");
        assert_eq!(plain(BTreeMap::from([("k", 1.5)])), "{\"k\": 1.5}");
        assert_eq!(vec![1].bundle().get("text/html"), None);
    }

    #[test]
    fn long_sequences_say_what_is_left_out() {
        let text = plain(vec![0_u8; 1_000_000]);
        assert!(text.ends_with("0, … and 999950 more of 1000000]"), "{text}");
    }

    #[test]
    fn rich_elements_stand_side_by_side_with_escaped_text() {
        let bundle = (super::super::html("<b>x</b>"), "a<b").bundle();
        let html = bundle.get("text/html").unwrap();
        assert!(html.contains("<b>x</b>"), "{html}");
        assert!(html.contains("&quot;a&lt;b&quot;"), "{html}");
    }
}
