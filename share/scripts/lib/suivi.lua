-- SPDX-License-Identifier: MIT-0
-- Le suivi des actions, pour les blocs qui en font un bilan :  local suivi = require("suivi")
--
-- Une action est une fiche (kind: action) ou, dans un site qui n’en a pas, une action d’une fiche d’axe (kind: axe). Son état à un jour
-- donné est celui de la dernière ligne de son suivi jusqu’à ce jour ; sans suivi, celui de la fiche. Une période va d’un jour à un autre,
-- écrits 2026-01-01.

local M = {}

M.ETATS = { "réalisée", "en cours", "à lancer", "reportée", "non réalisée", "abandonnée" }
M.SANS_ETAT = "non renseigné"
M.SANS_SUITE = { ["reportée"] = true, ["non réalisée"] = true, ["abandonnée"] = true }      -- à expliquer par une raison

-- « 2025 » et « 2025-06 » valent la fin de l’année et du mois.
function M.fin_de(jour)
  jour = jour and tostring(jour) or ""
  if #jour == 4 then return jour .. "-12-31" end
  if #jour == 7 then return jour .. "-31" end
  return string.sub(jour, 1, 10)
end

function M.debut_de(jour)
  jour = tostring(jour)
  if #jour == 4 then return jour .. "-01-01" end
  if #jour == 7 then return jour .. "-01" end
  return jour
end

-- De quoi est le bilan : options du bloc, sinon champs de la page (kind: bilan), sinon l’année du jour donné par --clock.
-- Rend rien quand aucun ne la dit ou qu’elle ne commence pas par une année, sinon { debut, fin, annee, avant } ; fin est aussi le jour où
-- l’on regarde l’état, avant celui du bilan précédent. Un début sans fin va jusqu’au bout de son année.
function M.periode(args, page, site)
  local function dit(nom) return args[nom] or page[nom] end
  local seul = args.annee or args.debut or args.fin or args.au                    -- une option du bloc remplace toute la page
  local annee, debut, fin, au = args.annee, args.debut, args.fin, args.au
  if not seul then annee, debut, fin, au = page.annee, page.debut, page.fin, page.au end
  annee = annee or debut or (au or fin) and string.sub(au or fin, 1, 4) or site.clock and string.sub(site.clock, 1, 4)
  local dernier = M.fin_de(au or fin or annee and string.sub(annee, 1, 4))
  local an = tonumber(string.match(dernier, "^%d%d%d%d"))
  if not an or not string.find(debut or annee, "^%d%d%d%d") then return nil end
  return { debut = M.debut_de(debut or annee), fin = dernier, annee = an, avant = M.fin_de(dit("avec") or tostring(an - 1)) }
end

-- --- les actions

local function cle(f)
  local numero = string.match(f.numero or "", "%d%d?%d?%d?%d?%d?")
  return (f.theme or "") .. "\0" .. string.format("%06d", tonumber(numero) or 999999)
end

-- « 5.1, action 2 » : une action d’axe n’a de numéro que dans son axe.
local function actions_d_axe(axe, liste)
  local calendrier = type(axe.echeancier) == "table" and axe.echeancier or {}
  for k, a in ipairs(axe.actions or {}) do
    liste[#liste + 1] = {
      title = a.intitule or "–", numero = axe.numero and axe.numero .. "." .. k, theme = axe.theme, key = axe.key, path = axe.path, rang = k,
      objectifs = axe.objectifs, effets = a.effets, etat = a.etat, raison = a.raison, suivi = a.suivi, axe = axe.title,
      responsable = a.responsable or axe.pilotage and axe.pilotage[1], couts = a.cout and { { montant = a.cout } } or nil,
      indicateurs = axe.indicateurs, debut = calendrier.debut, fin = a.echeance or calendrier.fin,
    }
  end
end

-- Dans l’ordre des thèmes et des numéros.
function M.actions(page, site, theme)
  local fiches, d_axe = {}, {}
  for _, p in ipairs(site.pages) do
    if p.lang == page.lang and (not theme or p.theme == theme) then
      if p.kind == "action" then fiches[#fiches + 1] = p end
      if p.kind == "axe" then actions_d_axe(p, d_axe) end
    end
  end
  if #fiches == 0 then
    table.sort(d_axe, function(a, b)
      if a.theme ~= b.theme then return (a.theme or "") < (b.theme or "") end
      if a.path ~= b.path then return a.path < b.path end
      return a.rang < b.rang
    end)
    return d_axe
  end
  table.sort(fiches, function(a, b)
    local x, y = cle(a), cle(b)
    if x ~= y then return x < y end
    return a.path < b.path
  end)
  return fiches
end

-- « terminée », « Réalisé » et « done » sont « réalisée » ; un mot inconnu reste tel quel.
local function mot(etat) return etat and (etat_d_action(etat) or etat) end

-- Sans jour : le dernier état connu.
function M.etat_au(action, jour)
  jour = jour or "9999"
  local dernier
  for _, s in ipairs(action.suivi or {}) do
    local quand = M.fin_de(s.date)
    if quand ~= "" and quand <= jour and (not dernier or quand >= M.fin_de(dernier.date)) then dernier = s end
  end
  if dernier then return mot(dernier.etat), dernier.raison end
  if action.suivi and #action.suivi > 0 then return nil, nil end
  return mot(action.etat), action.raison
end

-- L’état du jour de la construction (--clock), sinon le dernier connu, dit dans la langue de la page, avec sa raison.
function M.etat(action, site)
  local etat, raison = M.etat_au(action, site.clock)
  return etat and t(etat), raison
end

-- Les lignes de suivi de la période.
function M.suivi_de(action, quand)
  local lignes = {}
  for _, s in ipairs(action.suivi or {}) do
    local jour = M.fin_de(s.date)
    if jour >= quand.debut and jour <= quand.fin then lignes[#lignes + 1] = s end
  end
  return lignes
end

-- Ce que disent les lignes de suivi de la période sous un champ qui est une liste.
function M.dits(action, quand, champ)
  local liste = {}
  for _, s in ipairs(M.suivi_de(action, quand)) do
    for _, x in ipairs(s[champ] or {}) do liste[#liste + 1] = x end
  end
  return liste
end

function M.nom(action) return (action.numero and action.numero .. ". " or "") .. action.title end
function M.lien(action) return "[" .. brut(M.nom(action)) .. "](/" .. action.key .. ")" end

function M.par_theme(actions)
  local themes, rang = {}, {}
  for _, a in ipairs(actions) do
    local nom = a.theme or t("Sans thème")
    if not rang[nom] then
      themes[#themes + 1] = { nom = nom, actions = {} }
      rang[nom] = themes[#themes]
    end
    table.insert(rang[nom].actions, a)
  end
  return themes
end

-- Combien d’actions dans chaque état : { ["en cours"] = 3 … } ; sous SANS_ETAT, celles dont l’état n’est pas connu.
function M.compte(actions, jour)
  local n = { [M.SANS_ETAT] = 0 }
  for _, e in ipairs(M.ETATS) do n[e] = 0 end
  for _, a in ipairs(actions) do
    local etat = M.etat_au(a, jour) or M.SANS_ETAT
    n[n[etat] and etat or M.SANS_ETAT] = n[n[etat] and etat or M.SANS_ETAT] + 1
  end
  return n
end

-- --- l’argent

-- « 23 958 € » → 23958 ; rien quand ce n’est pas un nombre sûr.
local function montant(v)
  local c = v and chiffre(tostring(v))
  if c and c.kind == "number" and (not c.sense or c.sense == "about") then return c.value end
end

-- Rien quand aucun n’est connu.
local function somme(liste, quoi)
  local total
  for _, x in ipairs(liste) do
    local n = quoi(x)
    if n then total = (total or 0) + n end
  end
  return total
end

function M.prevu(actions)
  return somme(actions, function(a) return somme(a.couts or {}, function(c) return montant(c.montant) end) end)
end

function M.depense(actions, quand)
  return somme(actions, function(a) return somme(M.suivi_de(a, quand), function(s) return montant(s.depense) end) end)
end

-- --- la suite

-- Ce qui reste à faire l’année d’après : ce qui n’est pas fini, et commence au plus tard cette année-là ou l’on ne sait quand.
function M.a_venir(actions, quand)
  local liste = {}
  for _, a in ipairs(actions) do
    local etat = M.etat_au(a, quand.fin)
    local debut = a.debut and tonumber(string.match(tostring(a.debut), "%d%d%d%d"))
    local finie = etat == "réalisée" or etat == "abandonnée" or etat == "non réalisée"
    if not finie and (not debut or debut <= quand.annee + 1) then liste[#liste + 1] = a end
  end
  return liste
end

-- Les réunions de la période : { { quand, page } … }, dans l’ordre.
function M.reunions(page, site, quand)
  local liste = {}
  for _, p in ipairs(site.pages) do
    local jour = p.kind == "reunion" and p.lang == page.lang and M.fin_de(p.debut or p.date)
    if jour and jour >= quand.debut and jour <= quand.fin then liste[#liste + 1] = { quand = jour, page = p } end
  end
  table.sort(liste, function(a, b)
    if a.quand ~= b.quand then return a.quand < b.quand end
    return a.page.path < b.page.path
  end)
  return liste
end

return M
