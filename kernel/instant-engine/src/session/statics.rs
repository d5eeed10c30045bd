//! Which statics stand in the runner, and which of them a cell may go on using.

use std::collections::{BTreeMap, BTreeSet};

use crate::compiler::{Link, Links, static_place};
use crate::program::{Definition, Program};

/// What the symbols of all statics begin with.
const PREFIX: &str = "array_kernel_static";

/// The statics that the cells of this runner have defined.
#[derive(Clone, Debug, Default)]
pub(super) struct Statics {
    /// Those that later cells may declare.
    standing: BTreeMap<Which, Standing>,
    /// All symbols that were ever defined in this runner: none is defined twice.
    symbols: BTreeSet<String>,
}

/// The fingerprint of an item, and which of its statics.
type Which = (u64, usize);

#[derive(Clone, Debug)]
struct Standing {
    symbol: String,
    /// Changes when the names in its type come to mean something else.
    meaning: u64,
    names: String,
}

impl Statics {
    /// The statics as a cell finds them that makes the session's program `program`, and the names
    /// of those that start anew because a name in their type means something else now: `changed`
    /// names the types that do.
    pub(super) fn for_cell(
        &self,
        program: &Program,
        changed: &BTreeSet<String>,
    ) -> (Self, Vec<String>) {
        let mut next = Self { standing: BTreeMap::new(), symbols: self.symbols.clone() };
        let mut restarted = Vec::new();
        for definition in &program.definitions {
            for (k, one) in definition.statics.iter().enumerate() {
                let which = (definition.fingerprint, k);
                let Some(standing) = self.standing.get(&which) else { continue };
                let same = standing.meaning == program.meaning(definition, &one.names);
                if same && one.names.is_disjoint(changed) {
                    next.standing.insert(which, standing.clone());
                } else {
                    restarted.push(standing.names.clone());
                }
            }
        }
        (next, restarted)
    }

    /// Has all statics start anew; the names of those that stood.
    pub(super) fn forget_all(&mut self) -> Vec<String> {
        std::mem::take(&mut self.standing).into_values().map(|standing| standing.names).collect()
    }

    /// How a crate with these items has their statics.
    pub(super) fn links(&self, program: &Program, definitions: &[&Definition]) -> Links {
        let mut links = Links::new();
        for definition in definitions {
            for (k, one) in definition.statics.iter().enumerate() {
                let link = match self.standing.get(&(definition.fingerprint, k)) {
                    Some(standing) => Link::Declare(standing.symbol.clone()),
                    None => {
                        let meaning = program.meaning(definition, &one.names);
                        Link::Define(self.new_symbol(meaning, k))
                    }
                };
                links.insert(static_place(definition, one), link);
            }
        }
        links
    }

    /// Takes note that a crate is being loaded which has its items' statics as `links` say.
    pub(super) fn define(&mut self, program: &Program, links: &Links) {
        for definition in &program.definitions {
            for (k, one) in definition.statics.iter().enumerate() {
                if let Some(Link::Define(symbol)) = links.get(&static_place(definition, one)) {
                    let names: Vec<&str> = one.keys.iter().map(|key| key.name.as_str()).collect();
                    let standing = Standing {
                        symbol: symbol.clone(),
                        meaning: program.meaning(definition, &one.names),
                        names: names.join(", "),
                    };
                    self.standing.insert((definition.fingerprint, k), standing);
                    self.symbols.insert(symbol.clone());
                }
            }
        }
    }

    /// A symbol that tells by its name what it is, so that the same notebook gets the same symbols
    /// again and finds its compiled cells.
    fn new_symbol(&self, meaning: u64, k: usize) -> String {
        let symbol = |count: usize| format!("{PREFIX}_{meaning:016x}_{k}_{count}");
        let mut counts = (0..).map(symbol);
        counts.find(|symbol| !self.symbols.contains(symbol)).expect("numbers do not end")
    }
}

/// Whether a crate defines statics for later ones.
pub(super) fn defines_any(links: &Links) -> bool {
    links.values().any(|link| matches!(link, Link::Define(_)))
}
