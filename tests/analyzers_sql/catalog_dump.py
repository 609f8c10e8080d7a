# SPDX-License-Identifier: Apache-2.0
"""The same catalog from two sides, as flat objects that can be compared.

Both sides give {(kind, name): {property: value}}. `of_server` reads pg_catalog,
`of_interlock` the JSON of `interlock facts --catalog`. A value of None on
interlock's side says that it does not know.
"""
import catalog_dump_parts as parts

SYSTEM = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
# What an extension made is not in any migration.
NOT_OF_EXTENSION = ("NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = "
                    "'{0}'::regclass AND x.objid = {1}.oid AND x.deptype = 'e')")
KINDS = {"r": "table", "p": "table", "v": "view", "m": "materialized view",
         "S": "sequence", "i": "index", "I": "index", "f": "foreign table"}

TYPE = """
  (SELECT CASE WHEN bn.nspname = 'pg_catalog' OR EXISTS (SELECT FROM pg_depend x
     WHERE x.classid = 'pg_type'::regclass AND x.objid = b.oid
       AND x.deptype = 'e') THEN b.typname
               ELSE bn.nspname || '.' || b.typname END
     || CASE WHEN {mod} < 0 THEN ''
        WHEN b.typname IN ('varchar', 'bpchar') THEN '(' || {mod} - 4 || ')'
        WHEN b.typname = 'numeric' THEN '(' || (({mod} - 4) >> 16 & 65535)
          || ',' || ((({mod} - 4) & 2047 # 1024) - 1024) || ')'
        WHEN b.typname IN ('timestamp', 'timestamptz', 'time', 'timetz', 'bit',
          'varbit') THEN '(' || {mod} || ')' ELSE '' END
     || CASE WHEN y.typcategory = 'A' AND y.typelem <> 0 THEN '[]' ELSE '' END
   FROM pg_type y JOIN pg_type b ON b.oid = CASE WHEN y.typcategory = 'A' AND
     y.typelem <> 0 THEN y.typelem ELSE y.oid END
   JOIN pg_namespace bn ON bn.oid = b.typnamespace WHERE y.oid = {type})"""


def _type(type_column, mod):
    return TYPE.format(type=type_column, mod=mod)


RELATIONS = f"""SELECT n.nspname || '.' || c.relname, c.relkind,
  c.relpersistence, c.relkind = 'p', c.relrowsecurity, c.relforcerowsecurity,
  c.relreplident,
  (SELECT string_agg(pn.nspname || '.' || pc.relname, ' ' ORDER BY
     pn.nspname || '.' || pc.relname COLLATE "C")
   FROM pg_inherits h JOIN pg_class pc ON pc.oid = h.inhparent
   JOIN pg_namespace pn ON pn.oid = pc.relnamespace WHERE h.inhrelid = c.oid
     AND c.relkind NOT IN ('i', 'I')),
  obj_description(c.oid, 'pg_class')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {SYSTEM} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'i', 'I', 'f')
  AND {NOT_OF_EXTENSION.format('pg_class', 'c')}"""

COLUMNS = f"""SELECT n.nspname || '.' || c.relname, a.attname,
  {_type('a.atttypid', 'a.atttypmod')}, a.attnotnull, a.atthasdef
    AND a.attgenerated = '', a.attidentity, a.attgenerated, a.attislocal,
  col_description(c.oid, a.attnum), c.relkind
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {SYSTEM} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0
  AND NOT a.attisdropped AND {NOT_OF_EXTENSION.format('pg_class', 'c')}
ORDER BY 1, a.attnum"""

CONSTRAINTS = f"""SELECT n.nspname || '.' || c.relname, k.conname, k.contype,
  k.convalidated, k.condeferrable, k.condeferred, k.conislocal,
  (SELECT string_agg(a.attname, ' ' ORDER BY u.at) FROM
     unnest(k.conkey) WITH ORDINALITY u (num, at) JOIN pg_attribute a
     ON a.attrelid = k.conrelid AND a.attnum = u.num),
  (SELECT fn.nspname || '.' || fc.relname FROM pg_class fc JOIN pg_namespace fn
     ON fn.oid = fc.relnamespace WHERE fc.oid = k.confrelid),
  (SELECT string_agg(a.attname, ' ' ORDER BY u.at) FROM
     unnest(k.confkey) WITH ORDINALITY u (num, at) JOIN pg_attribute a
     ON a.attrelid = k.confrelid AND a.attnum = u.num),
  k.confdeltype, k.confupdtype
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_constraint up ON up.oid = k.conparentid
WHERE {SYSTEM} AND c.relkind <> 'c' AND k.contype <> 't'
  AND (up.oid IS NULL OR up.conrelid <> k.conrelid)
  AND {NOT_OF_EXTENSION.format('pg_class', 'c')}"""

INDEXES = f"""SELECT n.nspname || '.' || c.relname,
  tn.nspname || '.' || t.relname, i.indisunique, i.indisvalid,
  i.indpred IS NOT NULL, am.amname,
  (SELECT string_agg(coalesce(a.attname, ''), ' ' ORDER BY u.at) FROM
     unnest(i.indkey::int2[]) WITH ORDINALITY u (num, at) LEFT JOIN
     pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
     AND u.num > 0 WHERE u.at <= i.indnkeyatts),
  (SELECT string_agg(a.attname, ' ' ORDER BY u.at) FROM
     unnest(i.indkey::int2[]) WITH ORDINALITY u (num, at) JOIN
     pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
     WHERE u.at > i.indnkeyatts),
  (SELECT k.conname FROM pg_constraint k WHERE k.conindid = i.indexrelid
     AND k.contype IN ('p', 'u', 'x'))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_am am ON am.oid = c.relam
WHERE {SYSTEM} AND {NOT_OF_EXTENSION.format('pg_class', 't')}"""

NOT_NULLS = """SELECT n.nspname || '.' || c.relname, a.attname, k.conname,
  k.convalidated
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
WHERE k.contype = 'n' AND """ + SYSTEM

SEQUENCES = f"""SELECT n.nspname || '.' || c.relname,
  (SELECT tn.nspname || '.' || t.relname || ' ' || a.attname || ' ' || d.deptype::text
   FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
   JOIN pg_namespace tn ON tn.oid = t.relnamespace
   JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
   WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
     AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE {SYSTEM} AND c.relkind = 'S'
  AND {NOT_OF_EXTENSION.format('pg_class', 'c')}"""

READS = f"""SELECT DISTINCT n.nspname || '.' || c.relname,
  rn.nspname || '.' || rc.relname, coalesce(a.attname, '')
FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
  AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
JOIN pg_class rc ON rc.oid = d.refobjid
JOIN pg_namespace rn ON rn.oid = rc.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = rc.oid AND a.attnum = d.refobjsubid
  AND d.refobjsubid > 0
WHERE {SYSTEM} AND c.relkind IN ('v', 'm') AND w.rulename = '_RETURN'
  AND rn.nspname !~ '^pg_' AND rc.relkind <> 'S'"""

PARTS = {
    "trigger": f"""SELECT n.nspname || '.' || c.relname || ' ' || t.tgname,
      pn.nspname || '.' || p.proname, t.tgenabled
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_namespace pn ON pn.oid = p.pronamespace
    WHERE {SYSTEM} AND NOT t.tgisinternal""",
    "policy": f"""SELECT n.nspname || '.' || c.relname || ' ' || p.polname,
      p.polpermissive, p.polcmd
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {SYSTEM}""",
    "rule": f"""SELECT n.nspname || '.' || c.relname || ' ' || w.rulename
    FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {SYSTEM} AND w.rulename <> '_RETURN'""",
}

TYPES = f"""SELECT n.nspname || '.' || t.typname, t.typtype, t.typnotnull,
  CASE t.typtype WHEN 'e' THEN (SELECT string_agg(e.enumlabel, '|' ORDER BY
    e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
  WHEN 'd' THEN {_type('t.typbasetype', 't.typtypmod')}
  WHEN 'c' THEN (SELECT string_agg(a.attname || ' ' ||
    {_type('a.atttypid', 'a.atttypmod')}, '|' ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND
    NOT a.attisdropped) END,
  (SELECT string_agg(k.conname || ' ' || k.convalidated, '|' ORDER BY
    k.conname COLLATE "C") FROM pg_constraint k WHERE k.contypid = t.oid
    AND k.contype = 'c')
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE {SYSTEM} AND t.typtype IN ('e', 'd', 'c', 'r')
  AND (c.oid IS NULL OR c.relkind = 'c')
  AND {NOT_OF_EXTENSION.format('pg_type', 't')}"""

FUNCTIONS = f"""SELECT n.nspname || '.' || p.proname,
  (SELECT coalesce(string_agg({_type('u.type', '-1')}, ', ' ORDER BY u.at), '')
   FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u (type, at)),
  p.prokind, l.lanname, p.provolatile, p.prosecdef, p.oid,
  obj_description(p.oid, 'pg_proc')
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
WHERE {SYSTEM} AND p.prokind IN ('f', 'p')
  AND l.lanname <> 'internal' AND {NOT_OF_EXTENSION.format('pg_proc', 'p')}"""

SCHEMAS = f"""SELECT n.nspname FROM pg_namespace n WHERE {SYSTEM}
  AND n.nspname <> 'public'
  AND {NOT_OF_EXTENSION.format('pg_namespace', 'n')}"""

CONSTRAINT_KINDS = {"c": "check", "u": "unique", "p": "primary key",
                    "f": "foreign key", "x": "exclude"}
IDENTITY = {"d": "default", "n": "nothing", "f": "full", "i": "index"}
ENABLED = {"O": "O", "D": "D", "A": "A", "R": "R"}


def words(text):
    return text.split(" ") if text else []


def of_server(connection, version):
    out = {}
    for name in connection.rows(SCHEMAS):
        out["schema", name[0]] = {}
    _relations(connection, out)
    _columns(connection, version, out)
    for row in connection.rows(CONSTRAINTS):
        kind = CONSTRAINT_KINDS.get(row[2])
        if kind is None:
            continue
        columns = words(row[7])
        if kind == "check":
            columns.sort()
        out["constraint", f"{row[0]} {row[1]}"] = {
            "kind": kind, "valid": row[3] == "t", "deferrable": row[4] == "t",
            "deferred": row[5] == "t",
            "local": row[6] == "t",
            "columns": columns if kind != "exclude" else None,
            "references": row[8], "referenced": words(row[9]),
            "on_delete": row[10].strip() or None,
            "on_update": row[11].strip() or None}
    for row in connection.rows(INDEXES):
        out["relation", row[0]].update({
            "table": row[1], "unique": row[2] == "t", "valid": row[3] == "t",
            "partial": row[4] == "t", "method": row[5],
            "columns": row[6].split(" ") if row[6] is not None else [""],
            "include": words(row[7]), "constraint": row[8]})
    for row in connection.rows(SEQUENCES):
        out["relation", row[0]]["owner"] = row[1]
    for row in connection.rows(READS):
        reads = out["relation", row[0]].setdefault("reads", set())
        reads.add(f"{row[1]} {row[2]}".strip())
    for kind, query in PARTS.items():
        for row in connection.rows(query):
            out[kind, row[0]] = {"value": list(row[1:])}
    kinds = {"e": "enum", "d": "domain", "c": "composite", "r": "range"}
    for name, kind, not_null, value, checks in connection.rows(TYPES):
        out["type", name] = {"kind": kinds[kind], "value": value,
                             "not_null": not_null == "t", "checks": checks}
    functions = {}
    for row in connection.rows(FUNCTIONS):
        functions[row[6]] = f"{row[0]}({row[1]})"
        out["function", functions[row[6]]] = {
            "procedure": row[2] == "p", "language": row[3],
            "volatility": row[4], "security_definer": row[5] == "t",
            "comment": row[7]}
    parts.add_server(connection, out, functions)
    return out


def _relations(connection, out):
    for row in connection.rows(RELATIONS):
        kind = KINDS[row[1]]
        facts = {"kind": kind, "unlogged": row[2] == "u", "comment": row[8]}
        if kind in ("table", "foreign table"):
            facts.update(partitioned=row[3] == "t", row_security=row[4] == "t",
                         force_row_security=row[5] == "t",
                         replica_identity=IDENTITY[row[6]],
                         parents=words(row[7]))
        out["relation", row[0]] = facts


def _columns(connection, version, out):
    order = {}
    names = {}
    if version >= 18:
        for relation, column, name, valid in connection.rows(NOT_NULLS):
            names[relation, column] = (name, valid == "t")
    generated = {"s": "stored", "v": "virtual"}
    identity = {"a": "identity always", "d": "identity by default"}
    for row in connection.rows(COLUMNS):
        order[row[0]] = order.get(row[0], 0) + 1
        facts = {
            "position": order[row[0]], "type": row[2],
            "not_null": row[3] == "t", "default": row[4] == "t",
            "generated": generated.get(row[6]) or identity.get(row[5]) or "",
            "local": row[7] == "t", "comment": row[8]}
        if row[9] in "vm":
            facts["default"] = False
        if version >= 18:
            named = names.get((row[0], row[1]))
            facts["not_null_name"] = named[0] if named else None
            facts["not_null_valid"] = named[1] if named else None
            facts["not_null"] = named is not None or row[3] == "t"
        out["column", f"{row[0]} {row[1]}"] = facts


# --- interlock's side ---

def of_interlock(catalog, version):
    out = {}
    for name in catalog["schemas"]:
        if name != "public":
            out["schema", name] = {"grants": {}, "comment": None}
    for relation in catalog["relations"]:
        if relation["schema"] != "pg_temp":
            _relation(relation, version, out)
    for made in catalog["types"]:
        facts = _made(made)
        parts.add_said(facts, made)
        out["type", f"{made['schema']}.{made['name']}"] = facts
    for function in catalog["functions"]:
        name = f"{function['schema']}.{function['name']}" \
               f"({', '.join(function['arguments'])})"
        out["function", name] = {
            "procedure": function["procedure"],
            "language": function["language"],
            "volatility": function["volatility"][0],
            "security_definer": function["security_definer"]}
        parts.add_said(out["function", name], function)
    parts.add_interlock(catalog, out)
    return out


def _made(made):
    value = None
    checks = None
    if made["kind"] == "enum":
        value = "|".join(made["labels"])
    elif made["kind"] == "domain":
        value = made.get("base")
        checks = "|".join(f"{c['name']} {str(c['valid']).lower()}"
                          for c in made["constraints"]) or None
    elif made["kind"] == "composite":
        value = "|".join(f"{a['name']} {a['type']}"
                         for a in made.get("attributes", [])) or None
    return {"kind": made["kind"], "value": value,
            "not_null": made.get("not_null", False), "checks": checks}


def _relation(relation, version, out):
    name = f"{relation['schema']}.{relation['name']}"
    kind = relation["kind"]
    facts = {"kind": kind,
             "unlogged": relation.get("persistence") == "unlogged",
             "comment": relation.get("comment")}
    out["relation", name] = facts
    parts.add_relation(facts, relation)
    facts["?certain"] = relation["certain"] and not relation["assumed"]
    if kind == "index":
        facts.update({key: relation.get(key) for key in (
            "table", "unique", "valid", "partial", "method", "constraint")})
        facts["columns"] = [c or "" for c in relation["columns"]]
        facts["include"] = relation["include"]
        return
    if kind == "sequence":
        facts["owner"] = None
        if "owner_table" in relation:
            how = "i" if relation["identity"] else "a"
            facts["owner"] = (f"{relation['owner_table']} "
                              f"{relation['owner_column']} {how}")
        return
    if "reads" in relation:
        reads = set()
        for read in relation["reads"]:
            reads |= {f"{read['relation']} {column}"
                      for column in read["columns"]} or {read["relation"]}
        facts["reads"] = reads if relation["reads_known"] else None
        if not relation["reads_known"]:
            facts["?reads"] = True
    else:
        for key in ("partitioned", "row_security", "force_row_security",
                    "replica_identity", "parents"):
            facts[key] = relation[key]
    facts["?complete"] = relation["complete"]
    for at, column in enumerate(relation["columns"], 1):
        _column(name, at, column, version, out)
    _parts(name, relation, out)


def _column(name, at, column, version, out):
    facts = {"position": at, "type": column["type"],
             "not_null": column["not_null"],
             "default": column["has_default"],
             "generated": column.get("generated", ""),
             "local": not column.get("inherited", False)}
    parts.add_said(facts, column)
    if version >= 18:
        facts["not_null_name"] = column.get("not_null_name")
        facts["not_null_valid"] = column.get("not_null_valid")
    out["column", f"{name} {column['name']}"] = facts


def _parts(name, relation, out):
    for fact in relation.get("constraints", ()):
        out["constraint", f"{name} {fact['name']}"] = {
            "kind": fact["kind"], "valid": fact["valid"],
            "deferrable": fact.get("deferrable", False),
            "deferred": fact.get("initially_deferred", False),
            "local": not fact.get("inherited", False),
            "columns": fact["columns"] if fact["kind"] != "exclude" else None,
            "references": fact.get("references"),
            "referenced": fact.get("referenced", []),
            "on_delete": fact.get("on_delete"),
            "on_update": fact.get("on_update"),
            "comment": fact.get("comment")}
    for trigger in relation.get("triggers", ()):
        out["trigger", f"{name} {trigger['name']}"] = {
            "value": [trigger["function"], trigger["enabled"]],
            "facts": parts.trigger(trigger)}
    commands = {"all": "*", "select": "r", "insert": "a", "update": "w",
                "delete": "d"}
    for policy in relation.get("policies", ()):
        out["policy", f"{name} {policy['name']}"] = {
            "value": ["t" if policy["permissive"] else "f",
                      commands[policy["command"]]],
            "facts": parts.policy(policy)}
    for rule in relation.get("rules", ()):
        out["rule", f"{name} {rule['name']}"] = {
            "value": [], "facts": parts.rule(rule)}


def compare(real, known):
    """(equal, unknown, wrong): numbers and a list of sentences."""
    equal, unknown, wrong = 0, [], []
    for key in sorted(set(real) | set(known), key=str):
        name = f"{key[0]} {key[1]}"
        if key not in known:
            wrong.append(f"{name}: is there, interlock has none")
            continue
        if key not in real:
            if known[key].get("?certain", True):
                wrong.append(f"{name}: interlock has it, the server has not")
            else:
                unknown.append(f"{name}: may be there")
            continue
        left, right = dict(real[key]), known[key]
        if "text" not in right:  # of servers alone
            left.pop("text", None)
        bad = [f"{name}: {what} is {left[what]!r}, interlock says "
               f"{right.get(what)!r}" for what in left
               if left[what] != right.get(what) and
               not _is_unknown(key[0], what, right)]
        open_ones = [what for what in left if left[what] != right.get(what)]
        if bad:
            wrong += bad
        elif open_ones:
            unknown.append(f"{name}: {', '.join(open_ones)}")
        else:
            equal += 1
    return equal, unknown, wrong


def _is_unknown(kind, what, known):
    if kind == "column" and what in ("type", "not_null", "default"):
        return known.get(what) is None
    if kind == "trigger":
        return known["value"][0] is None
    if what == "grants":
        return not known.get("?grants", True)
    if what == "reads":
        return known.get("?reads", False)
    return False
