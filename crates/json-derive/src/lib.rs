//! `#[derive(FromJson)]` and `#[derive(ToJson)]` for structs with named fields, see `domain::json`.
//!
//! Each field becomes one call, so that a struct costs the browser some hundred bytes instead of the kilobytes of
//! serde's. Attributes are not looked at: a field has its own name on the wire.
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Generics, Ident, parse_macro_input, parse_quote};

/// Reads the struct from the fields of an object.
#[proc_macro_derive(FromJson)]
pub fn from_json(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(&parse_macro_input!(item as DeriveInput), reader).into()
}

/// Writes the struct as an object.
#[proc_macro_derive(ToJson)]
pub fn to_json(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(&parse_macro_input!(item as DeriveInput), writer).into()
}

type Expand = fn(&DeriveInput, &[&Ident], &[String]) -> TokenStream;

fn expand(item: &DeriveInput, expand: Expand) -> TokenStream {
    match fields(item) {
        Ok(fields) => {
            let names: Vec<_> = fields.iter().map(|field| field.to_string()).collect();
            expand(item, &fields, &names)
        }
        Err(error) => error.to_compile_error(),
    }
}

fn fields(item: &DeriveInput) -> Result<Vec<&Ident>, Error> {
    match &item.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => {
            Ok(data.fields.iter().filter_map(|field| field.ident.as_ref()).collect())
        }
        _ => Err(Error::new_spanned(&item.ident, "only structs with named fields; write others by hand")),
    }
}

fn reader(item: &DeriveInput, fields: &[&Ident], names: &[String]) -> TokenStream {
    let generics = bound(&item.generics, &parse_quote!(::domain::json::FromJson));
    let (name, (parameters, arguments, conditions)) = (&item.ident, generics.split_for_impl());
    // A struct without fields still has to be an object.
    let asked = fields.is_empty().then(|| quote!(reader.find(value, "");));
    quote! {
        impl #parameters ::domain::json::FromJson for #name #arguments #conditions {
            fn from_json(value: &::domain::json::Value, reader: &mut ::domain::json::Reader) -> Self {
                #asked
                Self { #(#fields: reader.field(value, #names)),* }
            }
        }
    }
}

fn writer(item: &DeriveInput, fields: &[&Ident], names: &[String]) -> TokenStream {
    let generics = bound(&item.generics, &parse_quote!(::domain::json::ToJson));
    let (name, (parameters, arguments, conditions)) = (&item.ident, generics.split_for_impl());
    // A struct without fields changes nothing.
    let mutable = (!fields.is_empty()).then(|| quote!(mut));
    quote! {
        impl #parameters ::domain::json::ToJson for #name #arguments #conditions {
            fn to_json(&self) -> Option<::domain::json::Value> {
                let #mutable object = ::domain::json::Map::new();
                #(::domain::json::put(&mut object, #names, &self.#fields);)*
                Some(::domain::json::Value::Object(object))
            }
        }
    }
}

/// The same generics, where each type can be read or written itself.
fn bound(generics: &Generics, bound: &syn::TypeParamBound) -> Generics {
    let mut generics = generics.clone();
    generics.type_params_mut().for_each(|parameter| parameter.bounds.push(bound.clone()));
    generics
}
