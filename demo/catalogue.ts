/** What the demo shop sells, and who makes it. Everything a page, a seed or the auto-seller says about a thing is here. */
import type { Language, Said } from "./language";

export interface Seller {
  readonly id: string;
  /** Written the same in every language: the server keeps one name for a seller. */
  readonly name: string;
  readonly kind: Said;
  readonly city: Said;
  readonly about: Said;
  /** Who sits at the inbox. */
  readonly agent: Said;
}

export interface Product {
  readonly id: string;
  readonly seller: string;
  readonly title: Said;
  /** One line under the title. */
  readonly note: Said;
  readonly description: Said;
  readonly price: { readonly rub: number; readonly eur: number };
  /** Pieces on the shelf; 0: made to order. */
  readonly stock: number;
  readonly facts: { readonly material: Said; readonly size: Said; readonly colours: Said; readonly care: Said };
  /** What is to be seen on each of the pictures `<id>-1.webp`, `<id>-2.webp` … */
  readonly pictures: readonly Said[];
}

/** The workshop of the month: whom the front page is about and its chat writes to. */
export const FEATURED: Seller = {
  id: "svet",
  name: "Svet",
  kind: { ru: "мастерская света", en: "lighting workshop" },
  city: { ru: "Тбилиси", en: "Tbilisi" },
  about: {
    ru: "Гнём латунь, выдуваем опал и собираем лампы, которые можно починить и через двадцать лет. Нас трое.",
    en: "Three of us bend brass, blow opal glass and build lamps that can still be repaired in twenty years.",
  },
  agent: { ru: "Нина", en: "Nina" },
};

export const SELLERS: readonly Seller[] = [
  FEATURED,
  {
    id: "glina",
    name: "Glina",
    kind: { ru: "керамика", en: "ceramics studio" },
    city: { ru: "Ереван", en: "Yerevan" },
    about: {
      ru: "Каменная масса, печь на 1240 °C и глазури, которые мы варим сами. Двух одинаковых чашек у нас не бывает.",
      en: "Stoneware, a kiln at 1240 °C and glazes of our own. No two cups come out alike.",
    },
    agent: { ru: "Ани", en: "Ani" },
  },
  {
    id: "sedlo",
    name: "Sedlo",
    kind: { ru: "кожаная мастерская", en: "leather workshop" },
    city: { ru: "Алматы", en: "Almaty" },
    about: {
      ru: "Кожа растительного дубления, льняная нить и седельный шов: порвётся одна нитка — удержит вторая.",
      en: "Vegetable-tanned hides, linen thread and saddle stitch: if one thread breaks, the other holds.",
    },
    agent: { ru: "Тимур", en: "Timur" },
  },
  {
    id: "sosna",
    name: "Sosna",
    kind: { ru: "столярная мастерская", en: "woodworkers" },
    city: { ru: "Белград", en: "Belgrade" },
    about: {
      ru: "Дуб, орех и клён, масло вместо лака. Стружкой зимой топим мастерскую.",
      en: "Oak, walnut and maple, oil instead of lacquer. In winter the shavings heat the workshop.",
    },
    agent: { ru: "Марко", en: "Marko" },
  },
];

export const PRODUCTS: readonly Product[] = [
  {
    id: "noon",
    seller: "svet",
    title: { ru: "Лампа «Полдень», латунь", en: "Noon table lamp, brass" },
    note: { ru: "Латунный купол, тёплый свет на стол", en: "A brass dome, warm light on the table" },
    description: {
      ru: "Купол выдавлен из одного листа латуни и отполирован вручную. Внутри он белый, поэтому свет ложится на стол ровным тёплым кругом и не слепит. Выключатель — цепочка: её легко найти в темноте.",
      en: "The dome is spun from a single sheet of brass and polished by hand. Inside it is white, so the light falls on the table in an even, warm circle and never glares. The switch is a chain, easy to find in the dark.",
    },
    price: { rub: 12400, eur: 139 },
    stock: 3,
    facts: {
      material: { ru: "латунь, стальной сердечник, тканевый провод 1,8 м", en: "brass, steel core, 1.8 m fabric cord" },
      size: { ru: "высота 46 см, купол 34 см", en: "46 cm high, dome 34 cm across" },
      colours: {
        ru: "провод бывает коричневый, чёрный и льняной, без доплаты",
        en: "the cord comes in brown, black or linen at no extra cost",
      },
      care: {
        ru: "сухая мягкая ткань; со временем латунь темнеет, это можно отполировать",
        en: "a soft dry cloth; brass darkens with time and can be polished again",
      },
    },
    pictures: [
      { ru: "Настольная лампа с латунным куполом", en: "Table lamp with a brass dome" },
      { ru: "Купол лампы вблизи, видна цепочка выключателя", en: "The dome up close, with its pull chain" },
      { ru: "Лампа на дубовом столе рядом с книгами", en: "The lamp on an oak table beside books" },
    ],
  },
  {
    id: "dusk",
    seller: "svet",
    title: { ru: "Лампа «Сумерки», опал и травертин", en: "Dusk lamp, opal and travertine" },
    note: { ru: "Шар из опалового стекла на камне", en: "An opal glass globe on stone" },
    description: {
      ru: "Шар выдут в три слоя: прозрачный, молочный, прозрачный. Свет выходит мягким, без пятна посередине. Основание выточено из травертина, у каждого свой рисунок пор.",
      en: "The globe is blown in three layers, clear, milk and clear again, so the light comes out soft, without a hot spot. The base is turned from travertine, and each has its own pattern of pores.",
    },
    price: { rub: 18900, eur: 210 },
    stock: 2,
    facts: {
      material: {
        ru: "трёхслойное опаловое стекло, травертин, латунное кольцо",
        en: "three-layer opal glass, travertine, brass ring",
      },
      size: { ru: "высота 39 см, шар 28 см, вес 5,4 кг", en: "39 cm high, globe 28 cm across, 5.4 kg" },
      colours: { ru: "травертин светлый или серый", en: "light or grey travertine" },
      care: {
        ru: "стекло — влажной салфеткой, камень — сухой щёткой",
        en: "a damp cloth for the glass, a dry brush for the stone",
      },
    },
    pictures: [
      { ru: "Светящийся шар на каменном цилиндре", en: "A glowing globe on a stone drum" },
      { ru: "Основание из травертина вблизи", en: "The travertine base up close" },
      { ru: "Лампа вечером, рядом чашка", en: "The lamp in the evening, next to a cup" },
    ],
  },
  {
    id: "bell",
    seller: "svet",
    title: { ru: "Подвес «Колокол», эмаль", en: "Bell pendant, enamel" },
    note: { ru: "Стальной колокол в горячей эмали", en: "A steel bell in vitreous enamel" },
    description: {
      ru: "Сталь покрыта эмалью в два обжига, снаружи цветной, внутри белой. Не выгорает, не боится кухонного пара и моется губкой. Над столом хорошо смотрится втроём, на разной высоте.",
      en: "Steel with two firings of enamel, coloured outside and white within. It doesn’t fade, doesn’t mind kitchen steam and wipes clean. Above a table it looks best in threes, at different heights.",
    },
    price: { rub: 9600, eur: 108 },
    stock: 7,
    facts: {
      material: { ru: "сталь, стекловидная эмаль, латунь", en: "steel, vitreous enamel, brass" },
      size: { ru: "диаметр 32 см, провод до 2 м", en: "32 cm across, up to 2 m of cord" },
      colours: { ru: "шалфей, горчица и графит", en: "sage, mustard and graphite" },
      care: { ru: "мыть губкой без абразива", en: "a sponge, nothing abrasive" },
    },
    pictures: [
      { ru: "Подвесной светильник цвета шалфея", en: "A sage green pendant" },
      { ru: "Белая внутренняя сторона колокола", en: "The white inside of the bell" },
      { ru: "Три подвеса: шалфей, горчица, графит", en: "Three pendants in sage, mustard and graphite" },
    ],
  },
  {
    id: "pleat",
    seller: "glina",
    title: { ru: "Ваза «Складка»", en: "Pleat vase" },
    note: { ru: "Каменная масса, рёбра вырезаны вручную", en: "Stoneware, ribs cut by hand" },
    description: {
      ru: "Двадцать две складки прорезаны струной по ещё сырой глине. Снаружи ваза матовая, с железной крапинкой, внутри — глазурь, которая держит воду. Узкое горло собирает даже две ветки.",
      en: "Twenty-two pleats, cut with a wire while the clay is still wet. Matt outside, with iron specks, and glazed inside so that it holds water. The narrow neck gathers even two twigs.",
    },
    price: { rub: 6200, eur: 69 },
    stock: 5,
    facts: {
      material: { ru: "каменная масса, внутри прозрачная глазурь", en: "stoneware, clear glaze inside" },
      size: { ru: "высота 24 см, диаметр 17 см", en: "24 cm high, 17 cm across" },
      colours: { ru: "молочная; терракотовую сделаем за две недели", en: "milk white; terracotta within two weeks" },
      care: { ru: "можно в посудомойку", en: "dishwasher safe" },
    },
    pictures: [
      { ru: "Ребристая ваза с ветками ягод", en: "A pleated vase with twigs of berries" },
      { ru: "Складки и крапинка вблизи", en: "The pleats and specks up close" },
      { ru: "Ваза у стены в вечернем солнце", en: "The vase by a wall in late sun" },
    ],
  },
  {
    id: "morning",
    seller: "glina",
    title: { ru: "Чашки «Утро», пара", en: "Morning cups, a pair" },
    note: { ru: "240 мл, низ без глазури", en: "240 ml, bare clay below" },
    description: {
      ru: "Верх в глазури, низ — голая шершавая глина, которую приятно держать. Ручка рассчитана на два пальца. В паре одна чашка белая, другая синяя, к белой — блюдце.",
      en: "Glazed above, bare and slightly rough below, good to hold. The handle is made for two fingers. One cup of the pair is white, the other blue; the white one has a saucer.",
    },
    price: { rub: 3800, eur: 42 },
    stock: 11,
    facts: {
      material: { ru: "каменная масса, глазурь без свинца", en: "stoneware, lead-free glaze" },
      size: { ru: "240 мл, высота 8 см", en: "240 ml, 8 cm high" },
      colours: { ru: "белая и синяя, можно две одинаковые", en: "white and blue, or two of the same" },
      care: { ru: "посудомойка и микроволновка не страшны", en: "fine in the dishwasher and the microwave" },
    },
    pictures: [
      { ru: "Белая чашка на блюдце и синяя чашка", en: "A white cup on its saucer and a blue cup" },
      { ru: "Синяя чашка вблизи", en: "The blue cup up close" },
      { ru: "Три чашки на столе у окна", en: "Three cups on a table by the window" },
    ],
  },
  {
    id: "north",
    seller: "glina",
    title: { ru: "Чайник «Север», 1,1 л", en: "North teapot, 1.1 l" },
    note: { ru: "Тёмная глина, ручка из ореха", en: "Dark clay, a walnut grip" },
    description: {
      ru: "Носик не капает: его край мы подрезаем уже после сушки. Крышка держится даже при полном наклоне, внутри ситечко для листового чая. Ручка съёмная, орех не греется.",
      en: "The spout doesn’t drip: we trim its lip once it is dry. The lid stays on at any tilt, and a strainer inside catches the leaves. The handle comes off; the walnut stays cool.",
    },
    price: { rub: 8400, eur: 94 },
    stock: 0,
    facts: {
      material: { ru: "тёмная каменная масса, сталь, орех", en: "dark stoneware, steel, walnut" },
      size: { ru: "1,1 л, высота с ручкой 22 см", en: "1.1 l, 22 cm with the handle" },
      colours: { ru: "тёмный, как на снимке, или молочный", en: "dark as in the picture, or milk white" },
      care: { ru: "мыть руками, ручку снять", en: "wash by hand, take off the handle" },
    },
    pictures: [
      { ru: "Тёмный чайник с деревянной ручкой", en: "A dark teapot with a wooden grip" },
      { ru: "Крышка и ручка вблизи", en: "The lid and the handle up close" },
      { ru: "Чайник и чашка на столе", en: "The teapot and a cup on a table" },
    ],
  },
  {
    id: "weekday",
    seller: "sedlo",
    title: { ru: "Сумка «Будни», коньяк", en: "Weekday tote, cognac" },
    note: { ru: "Помещается ноутбук 15″ и хлеб", en: "Holds a 15″ laptop and a loaf" },
    description: {
      ru: "Кожа 2,4 мм без подкладки: изнанка отполирована, поэтому ничего не пылит и не цепляется. Ручки пришиты двойным седельным швом и держат двенадцать килограммов. Через год сумка потемнеет и станет вашей.",
      en: "Hide of 2.4 mm with no lining: the inside is burnished, so nothing sheds or snags. The straps are saddle stitched twice and carry twelve kilos. After a year it darkens and becomes yours.",
    },
    price: { rub: 21500, eur: 240 },
    stock: 4,
    facts: {
      material: {
        ru: "кожа растительного дубления 2,4 мм, льняная нить, латунь",
        en: "vegetable-tanned hide 2.4 mm, linen thread, brass",
      },
      size: { ru: "38 × 34 × 14 см, ручки 27 см", en: "38 × 34 × 14 cm, 27 cm strap drop" },
      colours: { ru: "коньяк, чёрный и олива", en: "cognac, black and olive" },
      care: {
        ru: "раз в полгода крем для кожи, его кладём в коробку",
        en: "leather balm twice a year; a tin comes with it",
      },
    },
    pictures: [
      { ru: "Кожаная сумка-шопер цвета коньяка", en: "A leather tote in cognac" },
      { ru: "Шов и ручка вблизи", en: "Stitching and strap up close" },
      { ru: "Сумка на полу у стены", en: "The tote by a wall" },
    ],
  },
  {
    id: "half-moon",
    seller: "sedlo",
    title: { ru: "Сумка «Полумесяц», чёрная", en: "Half Moon bag, black" },
    note: { ru: "Через плечо, застёжка-шпенёк", en: "Worn across, closes with a stud" },
    description: {
      ru: "Полукруглая сумка через плечо: телефон, книга, очки и ещё немного места. Клапан закрывается одной рукой на латунный шпенёк. Ремень перестёгивается на семь длин.",
      en: "A half-round shoulder bag for a phone, a book, glasses and a little more. The flap closes with one hand on a brass stud. The strap has seven lengths.",
    },
    price: { rub: 16800, eur: 187 },
    stock: 2,
    facts: {
      material: {
        ru: "кожа растительного дубления, льняная нить, латунь",
        en: "vegetable-tanned hide, linen thread, brass",
      },
      size: { ru: "25 × 18 × 6 см, ремень 95–125 см", en: "25 × 18 × 6 cm, strap 95–125 cm" },
      colours: { ru: "чёрный и олива", en: "black and olive" },
      care: {
        ru: "протирать сухой тканью, беречь от дождя первый месяц",
        en: "a dry cloth; keep it out of the rain for the first month",
      },
    },
    pictures: [
      { ru: "Чёрная полукруглая сумка с ремнём", en: "A black half-round bag with its strap" },
      { ru: "Клапан и латунный шпенёк вблизи", en: "The flap and its brass stud up close" },
      { ru: "Такая же сумка цвета оливы", en: "The same bag in olive" },
    ],
  },
  {
    id: "fold",
    seller: "sedlo",
    title: { ru: "Картхолдер «Сгиб»", en: "Fold card holder" },
    note: { ru: "Шесть карт, ни одной кнопки", en: "Six cards, not one button" },
    description: {
      ru: "Один кусок кожи, сложенный вдвое и прошитый по краю. Шесть карт и пара купюр, толщина с карандаш. Можно выдавить инициалы, это бесплатно и занимает день.",
      en: "One piece of leather, folded and stitched along the edge. Six cards and a couple of notes, as thick as a pencil. We can emboss initials, free of charge, in a day.",
    },
    price: { rub: 3900, eur: 43 },
    stock: 16,
    facts: {
      material: {
        ru: "кожа растительного дубления 1,2 мм, льняная нить",
        en: "vegetable-tanned hide 1.2 mm, linen thread",
      },
      size: { ru: "10,2 × 7,2 см, толщина 8 мм", en: "10.2 × 7.2 cm, 8 mm thick" },
      colours: { ru: "олива, коньяк и чёрный", en: "olive, cognac and black" },
      care: { ru: "ухода не требует", en: "needs none" },
    },
    pictures: [
      { ru: "Картхолдер цвета оливы с картами", en: "An olive card holder with cards in it" },
      { ru: "Край и шов вблизи", en: "Edge and stitching up close" },
      { ru: "Картхолдеры коньяк и чёрный", en: "Card holders in cognac and black" },
    ],
  },
  {
    id: "glade",
    seller: "sosna",
    title: { ru: "Табурет «Опушка», дуб", en: "Glade stool, oak" },
    note: { ru: "Три ноги, поэтому не качается", en: "Three legs, so it never wobbles" },
    description: {
      ru: "Ножки проходят сиденье насквозь и расклинены орехом: ни винтов, ни уголков. На трёх ногах табурет стоит ровно на любом полу. Служит и тумбочкой у кровати.",
      en: "The legs go right through the seat and are wedged with walnut: no screws, no brackets. On three legs it stands firm on any floor. It makes a good bedside table too.",
    },
    price: { rub: 14200, eur: 158 },
    stock: 0,
    facts: {
      material: { ru: "массив дуба, льняное масло с воском", en: "solid oak, linseed oil and wax" },
      size: { ru: "высота 45 см, сиденье 34 см, до 140 кг", en: "45 cm high, seat 34 cm, up to 140 kg" },
      colours: { ru: "светлый дуб или дуб, тонированный в чёрный", en: "light oak, or oak stained black" },
      care: { ru: "раз в год обновлять маслом", en: "a coat of oil once a year" },
    },
    pictures: [
      { ru: "Дубовый табурет на трёх ножках", en: "A three-legged oak stool" },
      { ru: "Сиденье и клинья в торцах ножек", en: "The seat and the wedged tenons" },
      { ru: "Табурет с книгой и чашкой", en: "The stool with a book and a cup" },
    ],
  },
  {
    id: "grain",
    seller: "sosna",
    title: { ru: "Доска «Полоса», орех", en: "Grain serving board, walnut" },
    note: { ru: "Для хлеба, сыра и долгого ужина", en: "For bread, cheese and a long supper" },
    description: {
      ru: "Выпилена из цельной ореховой доски, рисунок не повторяется. Край скруглён так, чтобы её было удобно поднимать со стола. Пропитана маслом, которое годится для еды.",
      en: "Cut from one walnut plank, so the figure never repeats. The edge is rounded to lift it from the table with ease. Finished with food-safe oil.",
    },
    price: { rub: 4600, eur: 51 },
    stock: 8,
    facts: {
      material: { ru: "цельный орех, пищевое масло", en: "solid walnut, food-safe oil" },
      size: { ru: "44 × 20 × 1,8 см", en: "44 × 20 × 1.8 cm" },
      colours: { ru: "орех или светлый клён", en: "walnut or pale maple" },
      care: {
        ru: "мыть руками и сразу вытирать, раз в месяц масло",
        en: "wash by hand, dry at once, oil once a month",
      },
    },
    pictures: [
      { ru: "Ореховая доска у стены и две груши", en: "A walnut board against a wall, with two pears" },
      { ru: "Ручка доски со шнурком", en: "The grip with its cord" },
      { ru: "Доски из ореха и клёна", en: "Boards in walnut and maple" },
    ],
  },
  {
    id: "siskin",
    seller: "sosna",
    title: { ru: "Птица «Чиж», орех и клён", en: "Siskin, walnut and maple" },
    note: { ru: "Голова поворачивается", en: "Its head turns" },
    description: {
      ru: "Голова сидит на магните: можно повернуть, и у птицы сменится настроение. Выточена из обрезков от мебели, поэтому каждая немного отличается. Стоит на латунных лапах и не падает.",
      en: "The head sits on a magnet: turn it, and the bird’s mood changes. Turned from what furniture leaves over, so each differs a little. Stands on brass feet and doesn’t tip.",
    },
    price: { rub: 5300, eur: 59 },
    stock: 6,
    facts: {
      material: { ru: "орех, клён, латунь", en: "walnut, maple, brass" },
      size: { ru: "длина 17 см, высота 14 см", en: "17 cm long, 14 cm high" },
      colours: {
        ru: "тёмное тело и светлая голова, или наоборот",
        en: "dark body and pale head, or the other way round",
      },
      care: { ru: "смахнуть пыль", en: "dust it" },
    },
    pictures: [
      { ru: "Деревянная птица на латунных лапах", en: "A wooden bird on brass feet" },
      { ru: "Голова и клюв вблизи", en: "Head and beak up close" },
      { ru: "Две птицы: тёмная и светлая", en: "Two birds, one dark and one pale" },
    ],
  },
];

export const sellerById = (id: string): Seller | undefined => SELLERS.find((seller) => seller.id === id);
export const productById = (id: string): Product | undefined => PRODUCTS.find((product) => product.id === id);
export const productsOf = (seller: string): readonly Product[] =>
  PRODUCTS.filter((product) => product.seller === seller);

const MONEY: Said<Intl.NumberFormat> = {
  ru: new Intl.NumberFormat("ru-RU", { style: "currency", currency: "RUB", maximumFractionDigits: 0 }),
  en: new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR", maximumFractionDigits: 0 }),
};

/** As shown: `12 400 ₽` with non-breaking spaces, `€139`. */
export const priceOf = (product: Product, language: Language): string =>
  MONEY[language].format(language === "ru" ? product.price.rub : product.price.eur);
