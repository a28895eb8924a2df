-- SPDX-License-Identifier: MIT-0
-- Les lieux de content/data/structures.xml, avec des horaires en toutes lettres :  ::: liste-structures types="creche micro-creche"
--   types     les sortes de lieux (toutes, quand rien n'est dit)
--   commune   le code ou le nom d'une commune
--   tri       nom, commune ou type ; sinon l'ordre du fichier
--   forme     tableau (d'ordinaire) ou liste
-- Le nom d'un lieu mène à sa page, dans les langues où il en a une. En anglais : ::: facilities types=… commune=… sort=name form=list

local function veut(liste)
  local voulus, aucun = {}, true
  for mot in string.gmatch(liste or "", "[^%s,]+") do voulus[mot], aucun = true, false end
  return function(mot) return aucun or voulus[mot] == true end
end

local function insecable(texte) return texte and (string.gsub(texte, " ", "\u{A0}")) end

-- « du lundi au vendredi, 7 h 30 à 18 h 30 » ; la fermeture des jours fériés va sans dire.
local function en_mots(texte)
  local mots
  for _, h in ipairs(horaires(texte)) do
    local dit
    if not h.days then dit = h.times
    elseif not h.off then dit = h.days .. t(", ") .. h.times
    elseif h.holidays == "school" then dit = t("fermé pendant les vacances scolaires")
    elseif h.holidays ~= "public" then dit = h.days .. t(", ") .. h.times end
    if dit then mots = mots and string.format(t("%s\u{202F}; %s"), mots, dit) or dit end
  end
  return mots
end

local function trie(lieux, cle)
  local cles = { nom = "nom", name = "nom", commune = "commune_nom", type = "sorte", kind = "sorte" }
  cle = cles[cle or ""]
  if not cle then return end
  local rangs = {}
  for i, s in ipairs(lieux) do rangs[s] = i end
  table.sort(lieux, function(a, b)
    local x, y = a[cle] or "", b[cle] or ""
    if x ~= y then return x < y end
    return rangs[a] < rangs[b]
  end)
end

-- Une liste est du Markdown : les signes des noms n'y veulent rien dire.
local function tel_quel(texte) return (string.gsub(texte or "", "[!-/:-@%[-`{-~]", "\\%0")) end

-- « Relais d’Aubrelle (RAM d’Aubrelle jusqu’en 2020) »
local function nom_de(s) return s.ancien_nom and s.nom .. " (" .. s.ancien_nom .. ")" or s.nom end

local function en_liste(lieux)
  local items = {}
  for i, s in ipairs(lieux) do
    local nom = tel_quel(nom_de(s))
    nom = s.page and "[" .. nom .. "](/structures/" .. s.id .. ")" or "**" .. nom .. "**"
    items[i] = nom .. t(", ") .. tel_quel(s.sorte) .. t(", ") .. tel_quel(s.commune_nom)
    if s.telephone then items[i] = items[i] .. t(", ") .. insecable(s.telephone) end
  end
  return { type = "liste", items = items }
end

local function fabrique(args, content, page, data, site)
  local type_voulu, lieux = veut(args.types), {}
  for _, s in ipairs(site.structures) do
    local ici = not args.commune or args.commune == s.commune or args.commune == s.commune_nom
    if ici and type_voulu(s.type) then lieux[#lieux + 1] = s end
  end
  trie(lieux, args.tri)
  if args.forme == "liste" or args.forme == "list" then return en_liste(lieux) end
  local rows, avec_places = {}, false
  for i, s in ipairs(lieux) do
    rows[i] = {
      lieu = nom_de(s),
      page = s.page and "/structures/" .. s.id,
      adresse = s.adresse and s.adresse .. ", " .. s.commune_nom or s.commune_nom,
      horaires = en_mots(s.horaires),
      telephone = insecable(s.telephone),
      places = s.capacite and tonumber(s.capacite) or nil,
    }
    avec_places = avec_places or s.capacite ~= nil
  end
  local columns = {
    { id = "lieu", label = t("Lieu"), link = "page" }, { id = "adresse", label = t("Adresse") },
    { id = "horaires", label = t("Horaires") }, { id = "telephone", label = t("Téléphone") },
  }
  if avec_places then columns[#columns + 1] = { id = "places", label = t("Places"), type = "integer" } end
  return { type = "tableau", columns = columns, rows = rows, caption = args.title }
end

return {
  options = {
    { name = "types", english = "kinds" },
    { name = "commune", english = "town" },
    { name = "tri", english = "sort", type = "choix", values = { "nom", "commune", "type", "name" } },
    { name = "forme", english = "form", type = "choix", values = { "tableau", "liste", "table", "list" } },
  },
  make = fabrique,
}
