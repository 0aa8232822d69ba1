//! The proposal form (投保单): types, checks, canonical form.
