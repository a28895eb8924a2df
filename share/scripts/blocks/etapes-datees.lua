-- SPDX-License-Identifier: MIT-0
-- Les étapes datées de la fiche d’une réunion :  ::: etapes-datees
-- « fait » ou « à venir » vient du jour où le site est fait (--clock), sauf si la fiche dit elle-même l’état. a-venir=oui : sans celles
-- qui sont faites.

-- 2026, 2026-10, 2026-10-05 ou 2026-10-05 18:00 ; nil pour quelques mots.
local function jour(quand)
  return string.match(quand or "", "^%d%d%d%d%-%d%d%-%d%d") or string.match(quand or "", "^%d%d%d%d%-%d%d$") or string.match(quand or "", "^%d%d%d%d$")
end

local function etat(e, clock)
  if e.etat then return t(e.etat) end
  local j = jour(e.quand)
  if not j or not clock then return nil end
  return j < string.sub(clock, 1, #j) and t("fait") or t("à venir")
end

-- « à venir » tient sur une ligne, même dans une colonne étroite.
local function d_un_seul_tenant(texte) return texte and (string.gsub(texte, " ", "\u{00A0}")) end

return {
  options = {
    { name = "a-venir", english = "upcoming", type = "oui-non" },
  },
  make = function(args, content, page, data, site)
    local rows, avec_etat = {}, false
    local seules = args["a-venir"] == "oui" or args["a-venir"] == "yes"
    for _, e in ipairs(page.etapes or {}) do
      local ou = etat(e, site.clock)
      if not (seules and ou == t("fait")) then
        rows[#rows + 1] = { quand = e.quand and moment(e.quand), intitule = e.intitule, etat = #(ou or "") < 20 and d_un_seul_tenant(ou) or ou }
        avec_etat = avec_etat or ou ~= nil
      end
    end
    if #rows == 0 then return t("Rien n’est prévu.") end
    local columns = { { id = "quand", label = t("Date") }, { id = "intitule", label = t("Étape") } }
    if avec_etat then columns[3] = { id = "etat", label = t("État") } end
    return { type = "tableau", columns = columns, rows = rows, caption = args.title }
  end,
}
