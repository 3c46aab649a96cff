#!/bin/sh
# Creates the namespace and the search attributes that workflows carry. Harmless when repeated.
# TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are read by the temporal command itself.
set -eu

until temporal operator cluster health; do sleep 2; done

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE"; then
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"
fi

# A new namespace is not seen by the whole server at once.
until temporal operator search-attribute list; do sleep 2; done

add_search_attribute() {
  temporal operator search-attribute list | grep -qw "$1" ||
    temporal operator search-attribute create --name "$1" --type "$2"
}

add_search_attribute TenantId Keyword
add_search_attribute AccountId Keyword
add_search_attribute RemittanceId Keyword
add_search_attribute DocumentStatus Keyword
add_search_attribute DocumentNumber Keyword
add_search_attribute AmountCents Int
add_search_attribute DueDate Datetime
