# SPDX-License-Identifier: Apache-2.0
"""Owners, privileges, comments and rare objects, from both sides; a part of
catalog_dump."""
SYSTEM = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
ROLE = "coalesce(r.rolname, 'public')"


def _acl(key, acl, kind, owner, source):
    """Rows (key, role, 'select insert*'), the owner's own left out."""
    return f"""SELECT key, role, string_agg(word, ' ' ORDER BY word) FROM (
      SELECT {key} AS key, {ROLE} AS role, lower(x.privilege_type) ||
        CASE WHEN bool_or(x.is_grantable) THEN '*' ELSE '' END AS word
      FROM {source}, aclexplode(coalesce({acl}, acldefault({kind}, {owner}))) x
      LEFT JOIN pg_roles r ON r.oid = x.grantee
      WHERE {SYSTEM} AND x.grantee <> {owner}
      GROUP BY 1, 2, x.privilege_type) each GROUP BY 1, 2"""


FULL = "n.nspname || '.' || c.relname"
RELATION = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
ACLS = {
    "relation": _acl(
        FULL, "c.relacl", "(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END)"
        "::\"char\"", "c.relowner", f"""(SELECT * FROM pg_class WHERE relkind IN
        ('r', 'p', 'v', 'm', 'S', 'f')) c JOIN pg_namespace n
        ON n.oid = c.relnamespace"""),
    "column": _acl(
        f"{FULL} || ' ' || a.attname", "a.attacl", "'c'::\"char\"",
        "c.relowner", f"""{RELATION} JOIN pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"""),
    "function": _acl(
        "p.oid::text", "p.proacl", "'f'::\"char\"", "p.proowner",
        "pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"),
    "type": _acl(
        "n.nspname || '.' || t.typname", "t.typacl", "'T'::\"char\"",
        "t.typowner", """pg_type t JOIN pg_namespace n
        ON n.oid = t.typnamespace"""),
    "schema": _acl(
        "n.nspname", "n.nspacl", "'n'::\"char\"", "n.nspowner",
        "pg_namespace n"),
}
DEFAULTS = f"""SELECT pg_get_userbyid(d.defaclrole), coalesce(n.nspname, ''),
    d.defaclobjtype, (SELECT string_agg(w.line, ';' ORDER BY w.line COLLATE "C")
    FROM (SELECT {ROLE} || ' ' || string_agg(lower(x.privilege_type) ||
      CASE WHEN x.is_grantable THEN '*' ELSE '' END, ' '
      ORDER BY lower(x.privilege_type)) AS line
    FROM aclexplode(d.defaclacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
    WHERE x.grantee <> d.defaclrole GROUP BY {ROLE}) w)
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace"""
STATISTICS = f"""SELECT n.nspname || '.' || s.stxname,
    tn.nspname || '.' || t.relname,
    (SELECT string_agg(a.attname, ' ' ORDER BY a.attname COLLATE "C")
     FROM pg_attribute a WHERE a.attrelid = t.oid
       AND a.attnum = ANY (s.stxkeys::int2[])),
    pg_get_userbyid(s.stxowner), obj_description(s.oid, 'pg_statistic_ext')
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
  JOIN pg_class t ON t.oid = s.stxrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace"""
PUBLICATIONS = """SELECT p.pubname, p.puballtables,
    (SELECT string_agg(n.nspname || '.' || c.relname || coalesce(' ' ||
       (SELECT string_agg(a.attname, ',' ORDER BY a.attname COLLATE "C") FROM
        pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY
        (m.prattrs::int2[])), ''), ';' ORDER BY n.nspname COLLATE "C",
       c.relname COLLATE "C")
     FROM pg_publication_rel m JOIN pg_class c ON c.oid = m.prrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace WHERE m.prpubid = p.oid),
    (SELECT string_agg(n.nspname, ';' ORDER BY n.nspname COLLATE "C")
     FROM pg_publication_namespace m JOIN pg_namespace n ON n.oid = m.pnnspid
     WHERE m.pnpubid = p.oid), obj_description(p.oid, 'pg_publication')
  FROM pg_publication p"""
SEQUENCES = f"""SELECT {FULL}, t.typname, s.seqstart, s.seqincrement, s.seqmin,
    s.seqmax, s.seqcache, s.seqcycle FROM pg_sequence s JOIN {RELATION}
  ON c.oid = s.seqrelid JOIN pg_type t ON t.oid = s.seqtypid WHERE {SYSTEM}"""
OWNERS = f"""SELECT {FULL}, pg_get_userbyid(c.relowner) FROM {RELATION}
  WHERE {SYSTEM} AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')"""
TRIGGERS = f"""SELECT {FULL} || ' ' || t.tgname, t.tgtype,
    (SELECT string_agg(a.attname, ' ' ORDER BY u.at) FROM
     unnest(t.tgattr::int2[]) WITH ORDINALITY u (num, at) JOIN pg_attribute a
     ON a.attrelid = t.tgrelid AND a.attnum = u.num), t.tgqual IS NOT NULL,
    t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred,
    obj_description(t.oid, 'pg_trigger')
  FROM pg_trigger t JOIN {RELATION} ON c.oid = t.tgrelid
  WHERE {SYSTEM} AND NOT t.tgisinternal"""
POLICIES = f"""SELECT {FULL} || ' ' || p.polname,
    (SELECT string_agg({ROLE}, ' ' ORDER BY {ROLE} COLLATE "C")
     FROM unnest(p.polroles) u (id) LEFT JOIN pg_roles r ON r.oid = u.id),
    p.polqual IS NOT NULL, p.polwithcheck IS NOT NULL,
    obj_description(p.oid, 'pg_policy')
  FROM pg_policy p JOIN {RELATION} ON c.oid = p.polrelid WHERE {SYSTEM}"""
RULES = f"""SELECT {FULL} || ' ' || w.rulename, w.ev_type, w.is_instead,
    w.ev_enabled, obj_description(w.oid, 'pg_rewrite')
  FROM pg_rewrite w JOIN {RELATION} ON c.oid = w.ev_class
  WHERE {SYSTEM} AND w.rulename <> '_RETURN'"""
COMMENTS = {
    "constraint": f"""SELECT {FULL} || ' ' || k.conname,
      obj_description(k.oid, 'pg_constraint') FROM pg_constraint k
      JOIN {RELATION} ON c.oid = k.conrelid WHERE {SYSTEM}""",
    "type": f"""SELECT n.nspname || '.' || t.typname,
      obj_description(t.oid, 'pg_type') FROM pg_type t JOIN pg_namespace n
      ON n.oid = t.typnamespace WHERE {SYSTEM}""",
    "schema": f"""SELECT n.nspname, obj_description(n.oid, 'pg_namespace')
      FROM pg_namespace n WHERE {SYSTEM}""",
}
EXTENSIONS = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'"
SESSION_USER = "postgres"
BUILT_IN = {"function": "public execute", "type": "public usage"}
CLASSES = {"r": "table", "S": "sequence", "f": "function", "T": "type",
           "n": "schema"}


def add_server(connection, out, functions):
    """Adds to what catalog_dump has; `functions`: key by oid."""
    for kind, query in ACLS.items():
        granted = {}
        for key, role, words in connection.rows(query):
            key = functions.get(key) if kind == "function" else key
            granted.setdefault(key, {})[role] = sorted(words.split(" "))
        for (each, name), facts in out.items():
            if each == kind and facts.get("kind") != "index":
                facts["grants"] = granted.get(name, {})
    for key, owner in connection.rows(OWNERS):
        if ("relation", key) in out:
            out["relation", key]["owned_by"] = owner
    for key, *values in connection.rows(SEQUENCES):
        if ("relation", key) in out:
            out["relation", key]["options"] = values
    for key, *values in connection.rows(TRIGGERS):
        out["trigger", key]["facts"] = values
    for key, *values in connection.rows(POLICIES):
        out["policy", key]["facts"] = values
    for key, *values in connection.rows(RULES):
        out["rule", key]["facts"] = values
    for kind, query in COMMENTS.items():
        for key, comment in connection.rows(query):
            if (kind, key) in out:
                out[kind, key]["comment"] = comment
    for [name] in connection.rows(EXTENSIONS):
        out["extension", name] = {}
    for key, *values in connection.rows(STATISTICS):
        out["statistics", key] = {"facts": values}
    for key, *values in connection.rows(PUBLICATIONS):
        out["publication", key] = {"facts": values}
    for role, schema, kind, words in connection.rows(DEFAULTS):
        _default(out, role, schema, CLASSES[kind], words or "")


def _default(out, role, schema, kind, words):
    usual = "" if schema else BUILT_IN.get(kind, "")
    if words != usual:
        out["default privileges", f"{role} {schema} {kind}"] = {"grants": words}


# What the server's own deparser makes of each expression and definition.
TEXTS = {
    "column": f"""SELECT {FULL} || ' ' || a.attname,
      pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
      JOIN {RELATION} ON c.oid = d.adrelid JOIN pg_attribute a
      ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE {SYSTEM}""",
    "constraint": f"""SELECT {FULL} || ' ' || k.conname,
      pg_get_constraintdef(k.oid) FROM pg_constraint k
      JOIN {RELATION} ON c.oid = k.conrelid WHERE {SYSTEM}""",
    "relation": f"""SELECT {FULL}, CASE WHEN c.relkind IN ('i', 'I') THEN
      pg_get_indexdef(c.oid) WHEN c.relkind IN ('v', 'm') THEN
      pg_get_viewdef(c.oid) WHEN c.relispartition THEN
      pg_get_expr(c.relpartbound, c.oid) WHEN c.relkind = 'p' THEN
      pg_get_partkeydef(c.oid) END FROM {RELATION} WHERE {SYSTEM}""",
    "trigger": f"""SELECT {FULL} || ' ' || t.tgname, pg_get_triggerdef(t.oid)
      FROM pg_trigger t JOIN {RELATION} ON c.oid = t.tgrelid
      WHERE {SYSTEM} AND NOT t.tgisinternal""",
    "policy": f"""SELECT {FULL} || ' ' || p.polname,
      concat_ws(' / ', pg_get_expr(p.polqual, p.polrelid),
      pg_get_expr(p.polwithcheck, p.polrelid))
      FROM pg_policy p JOIN {RELATION} ON c.oid = p.polrelid WHERE {SYSTEM}""",
}


def add_texts(connection, out):
    """Adds them; only for a comparison of one server with another."""
    connection.run("SET search_path TO public")
    for kind, query in TEXTS.items():
        for key, text in connection.rows(query):
            if (kind, key) in out:
                out[kind, key]["text"] = text


# --- interlock's side ---

def _grants(said):
    return {each["role"]: sorted(
        word + ("*" if word in each.get("grantable", ()) else "")
        for word in each["privileges"]) for each in said.get("grants", ())}


def _flag(value):
    return "t" if value else "f"


def add_said(facts, said):
    facts["grants"] = _grants(said)
    facts["comment"] = said.get("comment")


def add_relation(facts, relation):
    if relation["kind"] == "index":
        return
    facts["grants"] = _grants(relation)
    facts["?grants"] = relation.get("grants_known", True)
    facts["owned_by"] = relation.get("owner", SESSION_USER)
    if relation["kind"] == "sequence" and "type" in relation:
        facts["options"] = [relation["type"]] + [
            str(relation[key]) for key in ("start", "increment", "minimum",
                                           "maximum", "cache")] + [
            _flag(relation["cycle"])]


def trigger(said):
    bits = {"row": 1, "statement": 0}[said["level"]]
    bits += {"before": 2, "instead of": 64, "after": 0}[said["timing"]]
    for word, bit in (("insert", 4), ("delete", 8), ("update", 16),
                      ("truncate", 32)):
        bits += bit if word in said["events"] else 0
    return [str(bits), " ".join(said.get("columns", ())) or None,
            _flag(said.get("has_when")), _flag(said.get("constraint")),
            _flag(said.get("deferrable")),
            _flag(said.get("initially_deferred")), said.get("comment")]


def policy(said):
    return [" ".join(said["roles"]), _flag(said["has_using"]),
            _flag(said["has_check"]), said.get("comment")]


def rule(said):
    events = {"select": "1", "update": "2", "insert": "3", "delete": "4"}
    return [events[said["event"]], _flag(said["instead"]), said["enabled"],
            said.get("comment")]


def add_interlock(catalog, out):
    for each in catalog["schema_facts"]:
        if ("schema", each["schema"]) in out:
            add_said(out["schema", each["schema"]], each)
    for name in catalog["extensions"]:
        if name != "plpgsql":
            out["extension", name] = {}
    for each in catalog["statistics"]:
        out["statistics", f"{each['schema']}.{each['name']}"] = {"facts": [
            each["table"], " ".join(sorted(each["columns"])) or None,
            each.get("owner", SESSION_USER), each.get("comment")]}
    for each in catalog["publications"]:
        tables = ";".join(
            one["table"] + ("" if "columns" not in one else
                            " " + ",".join(sorted(one["columns"])))
            for one in each["tables"])
        out["publication", each["name"]] = {"facts": [
            _flag(each["all_tables"]), tables or None,
            ";".join(each["schemas"]) or None, each.get("comment")]}
    for each in catalog["default_privileges"]:
        words = ";".join(f"{role} {' '.join(held)}"
                         for role, held in sorted(_grants(each).items()))
        _default(out, each.get("role", SESSION_USER), each.get("schema", ""),
                 each["object"], words)
