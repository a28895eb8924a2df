-- SPDX-License-Identifier: MIT-0
-- Les votes de la fiche d’une réunion :  ::: votes
-- Chaque objectif avec ses voix et leur part des suffrages exprimés, la plus grande d’abord dans chaque famille. Un objectif est
-- « indispensable » à partir du seuil de la fiche (champ seuil ; sans lui, 50 %), ou de celui que le bloc donne : seuil=60.
-- famille="…" : une seule famille. Sans suffrage exprimé, la part n’est pas renseignée : jamais zéro.

local function part_de(v)
  if not v.voix or not v.exprimes or v.exprimes <= 0 or v.voix < 0 or v.voix > v.exprimes then return nil end
  return v.voix * 100 / v.exprimes
end

return {
  options = {
    { name = "seuil", english = "threshold", type = "nombre" },
    { name = "famille", english = "group" },
    { name = "indispensables", english = "essential", type = "oui-non" },
  },
  make = function(args, content, page)
    local seuil = page.seuil
    if args.seuil then seuil = tonumber((string.gsub(args.seuil, ",", "."))) end
    if not seuil or seuil < 0 or seuil > 100 then seuil = 50 end
    local seuls = args.indispensables == "oui" or args.indispensables == "yes"
    local lignes, rang, familles = {}, {}, 0
    for n, v in ipairs(page.votes or {}) do
      local famille = v.famille or ""
      if not rang[famille] then
        familles = familles + 1
        rang[famille] = familles
      end
      local part = part_de(v)
      -- Les parts se comparent en voix entières : 7 voix sur 14 sont 50 %, quel que soit l’arrondi.
      local retenu = part ~= nil and v.voix * 100 >= seuil * v.exprimes
      if (not args.famille or famille == args.famille) and (retenu or not seuls) then
        lignes[#lignes + 1] = { n = n, famille = famille, v = v, part = part, retenu = retenu }
      end
    end
    if #lignes == 0 then
      return seuls and page.votes and t("Aucun objectif n’atteint le seuil.") or t("Aucun objectif n’a été soumis au vote.")
    end
    table.sort(lignes, function(a, b)
      if a.famille ~= b.famille then return rang[a.famille] < rang[b.famille] end
      if (a.part or -1) ~= (b.part or -1) then return (a.part or -1) > (b.part or -1) end
      return a.n < b.n
    end)
    local rows = {}
    for i, l in ipairs(lignes) do
      rows[i] = { famille = l.famille ~= "" and l.famille or nil, objectif = l.v.objectif, voix = l.v.voix,
                  part = l.part, resultat = l.part and (l.retenu and t("indispensable") or t("sous le seuil")) or nil }
    end
    local columns = {}
    if familles > 1 and not args.famille then columns[1] = { id = "famille", label = t("Famille") } end
    columns[#columns + 1] = { id = "objectif", label = t("Objectif") }
    columns[#columns + 1] = { id = "voix", label = t("Voix"), type = "integer" }
    columns[#columns + 1] = { id = "part", label = t("Part"), type = "percent", decimals = 1 }
    columns[#columns + 1] = { id = "resultat", label = t("Résultat") }
    local note = string.format(t("Un objectif est indispensable à partir de %s des suffrages exprimés."), pourcent(seuil, 0, 1))
    return { type = "tableau", columns = columns, rows = rows, caption = args.title, note = note,
             regrouper = columns[1].id == "famille" and "famille" or nil }
  end,
}
