-- SPDX-License-Identifier: MIT-0
-- Un calendrier :  ::: calendrier source=agenda
-- Les lignes d’un fichier de données avec une date (colonne date, ou debut et fin), un titre, et s’il y a lieu heure, lieu, public, page.
-- Sous le tableau, un lien vers le fichier pour les agendas (data/NOM.ics) ; agenda=non : sans lui.
-- a-venir=oui : sans ce qui est passé au jour où le site est fait. mois="2026-09" : un seul mois.

local function jours(ligne)
  local debut, fin = ligne.debut or ligne.date, ligne.fin
  if not debut then return nil end
  if fin and fin ~= debut then return periode(debut, fin) end
  return date(debut)
end

return {
  options = {
    { name = "source", english = "data", type = "donnees", required = true },
    { name = "a-venir", english = "upcoming", type = "oui-non" },
    { name = "mois", english = "month" },
    { name = "agenda", english = "ics", type = "oui-non" },
    { name = "limite", english = "limit", type = "nombre" },
  },
  make = function(args, content, page, data, site)
    local lignes = {}
    local donnees = data[args.source]
    for n, l in ipairs(donnees.rows or donnees) do
      local jour = l.debut or l.date
      local garde = jour and (not args.mois or string.sub(jour, 1, #args.mois) == args.mois)
      if garde and args["a-venir"] == "oui" and site.clock and (l.fin or jour) < site.clock then garde = false end
      if garde then lignes[#lignes + 1] = { jour = jour, heure = l.heure or "", n = n, l = l } end
    end
    table.sort(lignes, function(a, b)
      if a.jour ~= b.jour then return a.jour < b.jour end
      if a.heure ~= b.heure then return a.heure < b.heure end
      return a.n < b.n
    end)
    local rows, avec = {}, {}
    for n, x in ipairs(lignes) do
      if args.limite and n > tonumber(args.limite) then break end
      local row = { date = jours(x.l), heure = x.l.heure, titre = x.l.titre and t(x.l.titre), lieu = x.l.lieu and t(x.l.lieu),
                    public = x.l.public and t(x.l.public) }
      for k in pairs(row) do avec[k] = true end
      rows[#rows + 1] = row
    end
    if #rows == 0 then return t("Rien n’est prévu.") end
    local columns = {}
    for _, c in ipairs({ { "date", "Date" }, { "heure", "Heure" }, { "titre", "Rendez-vous" }, { "lieu", "Lieu" }, { "public", "Pour qui" } }) do
      if avec[c[1]] then
        columns[#columns + 1] = { id = c[1], label = t(c[2]) }
        for _, row in ipairs(rows) do row[c[1]] = row[c[1]] or "–" end      -- un rendez-vous peut n’avoir ni heure ni lieu
      end
    end
    local tableau = { type = "tableau", columns = columns, rows = rows, caption = args.title }
    -- Le fichier existe quand la première ligne a un titre et un jour (src/compose/calendar.h).
    local premiere = (donnees.rows or donnees)[1]
    local jour = premiere and premiere.titre and (premiere.debut or premiere.date)
    if args.agenda == "non" or args.agenda == "no" or not jour or not string.match(jour, "^%d%d%d%d%-%d%d%-%d%d") then return tableau end
    return { tableau, "[" .. t("Ajouter ces dates à mon agenda") .. "](data:" .. args.source .. ".ics)" }
  end,
}
