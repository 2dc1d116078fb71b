//! `say!("there is no `{}` in {place}", name)` -> a `Sentence` of the program's `diag` room.
//!
//! What `format!` takes is taken here: names of the place, values by position or by name, and
//! how a value is written (`{:?}`). Invariant: what comes out has the whole template and each
//! value by a name, the positional ones as `0`, `1` and on, so that another language can put
//! them in another order; a value that is a sentence itself stays one.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Expr, Ident, LitStr, Token, parse_macro_input};

/// A template and its values -> a sentence; see the file.
#[proc_macro]
pub fn say(input: TokenStream) -> TokenStream {
    let call = parse_macro_input!(input as Call);
    call.sentence().unwrap_or_else(|fault| fault.to_compile_error()).into()
}

/// What stands between the brackets.
struct Call {
    template: LitStr,
    values: Punctuated<Value, Token![,]>,
}

/// A value behind the template, with its name if it has one.
struct Value {
    name: Option<Ident>,
    value: Expr,
}

impl Parse for Call {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let template = input.parse()?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok(Self { template, values: Punctuated::parse_terminated(input)? })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let named = input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]);
        let name = if named { Some(input.parse()?) } else { None };
        if named {
            input.parse::<Token![=]>()?;
        }
        Ok(Self { name, value: input.parse()? })
    }
}

impl Call {
    fn sentence(&self) -> syn::Result<Tokens> {
        let (template, holes) = holes(&self.template)?;
        if holes.is_empty() && self.values.is_empty() {
            return Ok(quote!(crate::diag::Sentence::plain(#template)));
        }
        let mut used = vec![false; self.values.len()];
        let mut filled = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for hole in &holes {
            if seen.contains(&hole.name.as_str()) {
                continue;
            }
            seen.push(&hole.name);
            let value = self.value(&hole.name, &mut used)?;
            let name = &hole.name;
            filled.push(match hole.form.as_str() {
                "" => quote!((#name, crate::diag::Hold(&(#value)).value())),
                form => {
                    let form = format!("{{:{form}}}");
                    quote!((#name, crate::diag::Value::from(format!(#form, #value))))
                }
            });
        }
        if let Some(index) = used.iter().position(|used| !used) {
            let value = &self.values[index].value;
            return Err(syn::Error::new_spanned(
                value,
                "this value stands nowhere in the template",
            ));
        }
        Ok(quote!({
            #[allow(unused_imports)]
            use crate::diag::ByDisplay as _;
            crate::diag::Sentence::filled(#template, vec![#(#filled),*])
        }))
    }

    fn value(&self, name: &str, used: &mut [bool]) -> syn::Result<Tokens> {
        let index = match name.parse::<usize>() {
            Ok(index) => (index < self.values.len()).then_some(index),
            Err(_) => self
                .values
                .iter()
                .position(|value| value.name.as_ref().is_some_and(|given| given == name)),
        };
        match index {
            Some(index) => {
                used[index] = true;
                let value = &self.values[index].value;
                Ok(quote!(#value))
            }
            None if name.starts_with(|c: char| c.is_ascii_digit()) => {
                Err(syn::Error::new(self.template.span(), format!("there is no value `{name}`")))
            }
            None => {
                let mut here = format_ident!("{name}");
                here.set_span(self.template.span());
                Ok(quote!(#here))
            }
        }
    }
}

/// A place for a value.
struct Hole {
    name: String,
    /// What stands behind the colon.
    form: String,
}

/// The template with a name in each hole and nothing else, and its holes; braces that stand
/// for themselves stay doubled.
fn holes(literal: &LitStr) -> syn::Result<(String, Vec<Hole>)> {
    let text = literal.value();
    let fault = |said: &str| syn::Error::new(literal.span(), said);
    let (mut template, mut holes, mut next) = (String::new(), Vec::new(), 0);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        template.push(sign);
        if !matches!(sign, '{' | '}') {
            continue;
        }
        if signs.peek() == Some(&sign) {
            signs.next();
            template.push(sign);
            continue;
        }
        if sign == '}' {
            return Err(fault("a `}` closes nothing; write `}}` for the sign"));
        }
        let mut hole = String::new();
        loop {
            match signs.next() {
                Some('}') => break,
                Some(sign) => hole.push(sign),
                None => return Err(fault("a `{` is not closed")),
            }
        }
        let (name, form) = hole.split_once(':').unwrap_or((&hole, ""));
        let name = match name.trim() {
            "" => {
                next += 1;
                (next - 1).to_string()
            }
            name => name.to_owned(),
        };
        template.push_str(&name);
        template.push('}');
        holes.push(Hole { name, form: form.to_owned() });
    }
    Ok((template, holes))
}
