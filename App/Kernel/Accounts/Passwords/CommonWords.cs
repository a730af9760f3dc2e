namespace OpsFlux.Kernel.Accounts.Passwords;

/// <summary>
/// Words that passwords of twelve characters and more are commonly put together from, in French, English and the Maghreb:
/// a list of our own, in the form of <see cref="PasswordText"/>. Short words are left out: they stand inside others.
/// </summary>
internal static class CommonWords
{
    private const string Text = """
        password passwort passcode passphrase motdepasse monmotdepasse motdepass secret secrete changeme changezmoi change letmein welcome
        bienvenue bonjour bonsoir salut hello salam coucou admin administrateur administrator administration root superuser user utilisateur
        username login connexion session compte access acces acceder test tester testing essai demo guest invite default defaut temporaire
        temp provisoire nouveau nouvelle newpass oldpass master manager service support helpdesk server serveur system systeme database
        oracle mysql postgres linux windows microsoft google apple android iphone samsung facebook instagram youtube internet network reseau
        ordinateur computer bureau office entreprise company societe maintenance technique technicien informatique securite security
        azerty qwerty qwertz azert qwert abcdef abc123 iloveyou jetaime jetadore jtaime montamour monamour amour mamour cheri cherie doudou
        loulou chouchou bisous bebe coeur ange princesse princess prince soleil sunshine etoile star lune moon nuage arcenciel rainbow
        papillon chocolat chocolate vanille caramel cookie fraise cerise pomme orange banane bonbon sucre coffee cafe pizza
        dragon monkey singe tigre tiger lion panthere panther loup wolf ours chien chienne chat chaton minou cheval licorne unicorn lapin
        poisson dauphin requin shark eagle aigle faucon serpent snake football soccer basketball baseball hockey rugby tennis natation
        volley judo karate champion champions winner victoire liberte egalite fraternite freedom peace paix amitie famille family maison
        house jardin garden voiture moto bateau avion train camion musique music guitare piano danse cinema film theatre vacances holiday
        holidays voyage plage beach montagne mountain campagne foret forest riviere ocean
        superman batman spiderman starwars pokemon pikachu naruto goku zelda mario sonic matrix gandalf harrypotter hogwarts voldemort
        minecraft fortnite playstation nintendo marvel avengers hunter ranger shadow killer master phoenix merlin excalibur knight ninja
        pirate samurai warrior guerrier soldat trustno trustme whatever nothing rien toto titi tata tutu foobar blabla
        marseille paris lyon toulouse bordeaux nantes lille strasbourg nice rennes montpellier saintetienne grenoble bretagne corse provence
        normandie alsace lorraine bruxelles geneve lausanne montreal quebec france french francais francaise england london berlin madrid
        barcelona italia roma portugal lisboa america newyork california texas canada maroc morocco casablanca rabat marrakech fes tanger
        agadir meknes oujda tetouan kenitra algerie alger oran constantine tunisie tunis sousse senegal dakar abidjan cameroun
        allezlom allezlesbleus realmadrid barca juventus liverpool chelsea arsenal manchester wydad raja
        inchallah inshallah bismillah hamdoulillah hamdulillah allahakbar mashallah habibi habibti hbibi yallah maman papa mamie papy mama
        janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre january february march april june july august
        september october november december lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday
        saturday sunday printemps automne hiver spring summer autumn winter noel christmas paques bonneannee
        nicolas julien alexandre antoine thomas maxime romain kevin florian anthony jeremy sebastien guillaume laurent philippe stephane
        christophe frederic olivier vincent pascal patrick michel pierre jean paul jacques francois bernard daniel david mathieu matthieu
        benjamin quentin clement lucas hugo louis arthur gabriel raphael theo nathan camille marie julie sophie celine aurelie emilie
        caroline virginie stephanie sandrine nathalie isabelle valerie catherine christine sylvie martine charlotte pauline laura manon
        chloe emma lea sarah ines lina jade alice louise mohamed mohammed muhammad ahmed youssef hassan hussein karim rachid said omar
        ibrahim yassine mehdi amine hamza bilal anas zakaria khalid mustapha abdel fatima khadija aicha zineb salma imane meryem nadia
        michael jordan robert william richard charles joseph andrew joshua matthew ashley jessica jennifer amanda nicole
        correcthorsebatterystaple whiskey vodka bière biere diamond silver golden purple yellow rouge bleu vert jaune violet noir blanc
        azur zephyr cheese butterfly flower fleur rose jasmine jasmin lavande tulipe un deux trois quatre cinq six sept huit neuf dix
        onetwothree undeuxtrois motdepasseoublie ouvretoi sesame opensesame nimportequoi jesuis jaime moncode monchat monchien
        """;

    public static IReadOnlyList<string> All { get; } =
        [.. Text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 4).Select(PasswordText.Of).Distinct().OrderByDescending(w => w.Length)];
}
