#!/bin/sh
# Creates Temporal's two databases and brings their schemas to the version of this image. Harmless when repeated:
# run it again with the next image before the next server.
set -eu

export SQL_PASSWORD="$POSTGRES_PWD"

bring_up_to_date() {
  database=$1
  schema=$2
  tool="temporal-sql-tool --plugin $DB --endpoint $POSTGRES_SEEDS --port $DB_PORT --user $POSTGRES_USER --database $database"
  $tool create
  $tool setup-schema --version 0.0
  $tool update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$schema/versioned"
}

bring_up_to_date "$DBNAME" temporal
bring_up_to_date "$VISIBILITY_DBNAME" visibility
