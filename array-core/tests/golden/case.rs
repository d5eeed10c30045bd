//! One case: the call, its arguments, and what NumPy answered.

use serde_json::Value as Json;

use crate::value::Value;

/// A call with NumPy's answer.
pub(crate) struct Case {
    pub(crate) call: String,
    pub(crate) args: Vec<Value>,
    pub(crate) params: Json,
    pub(crate) expect: Value,
    /// Relative tolerance; zero asks for equality.
    pub(crate) tol: f64,
    text: Option<String>,
}

impl Case {
    /// Reads a case from its line.
    pub(crate) fn parse(line: &str) -> Self {
        let json: Json = serde_json::from_str(line).expect("a case is JSON");
        let views = json["views"].as_array();
        let args = json["args"].as_array().expect("a case has args");
        let args = args.iter().enumerate().map(|(k, arg)| {
            let value = Value::parse(arg);
            match views.and_then(|names| names[k].as_str()) {
                Some(name) => value.viewed(name),
                None => value,
            }
        });
        Self {
            call: json["call"].as_str().expect("a case has a call").to_owned(),
            args: args.collect(),
            params: json["params"].clone(),
            expect: Value::parse(&json["expect"]),
            tol: json["tol"].as_f64().unwrap_or(0.),
            text: json["text"].as_str().map(str::to_owned),
        }
    }

    /// An integer parameter.
    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.params[name].as_i64()
    }

    /// An integer parameter as an axis.
    pub(crate) fn axis(&self) -> Option<isize> {
        self.int("axis").map(|axis| isize::try_from(axis).expect("axes are small"))
    }

    /// A floating-point parameter, given as a number or as `"inf"`.
    pub(crate) fn float(&self, name: &str) -> Option<f64> {
        self.params[name].as_f64().or_else(|| self.params[name].as_str()?.parse().ok())
    }

    /// A text parameter.
    pub(crate) fn word(&self, name: &str) -> Option<&str> {
        self.params[name].as_str()
    }

    /// A parameter that is a list of floating-point numbers.
    pub(crate) fn floats(&self, name: &str) -> Option<Vec<f64>> {
        Some(self.params[name].as_array()?.iter().map(|x| x.as_f64().expect("a number")).collect())
    }

    /// Whether the case asks for the folded axes to be kept.
    pub(crate) fn keeps_axes(&self) -> bool {
        self.params["keepdims"] == true
    }

    /// A parameter that is a list of integers.
    pub(crate) fn ints(&self, name: &str) -> Option<Vec<i64>> {
        Some(
            self.params[name].as_array()?.iter().map(|x| x.as_i64().expect("an integer")).collect(),
        )
    }

    /// A parameter that is a list of non-negative integers.
    pub(crate) fn sizes(&self, name: &str) -> Option<Vec<usize>> {
        let ints = self.ints(name)?;
        Some(ints.into_iter().map(|x| usize::try_from(x).expect("a size")).collect())
    }

    /// Compares the printed form, under the printing options of the case.
    pub(crate) fn check_text(&self, value: &Value) -> Result<(), String> {
        let Some(expected) = &self.text else { return Ok(()) };
        let shown = value.text(&self.params);
        if shown == *expected {
            return Ok(());
        }
        Err(format!("prints\n{shown}\n  and NumPy\n{expected}"))
    }
}
