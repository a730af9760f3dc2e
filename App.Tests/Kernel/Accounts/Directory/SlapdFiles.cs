namespace OpsFlux.Tests.Kernel.Accounts.Directory;

/// <summary>What the server of <see cref="SlapdServer"/> reads, and whom it knows at first.</summary>
internal static class SlapdFiles
{
    public const string Base = "dc=exemple,dc=fr", Admin = "cn=admin,dc=exemple,dc=fr", Search = "cn=opsflux,dc=exemple,dc=fr", Secret = "search-secret";
    public const string Technicians = "cn=Techniciens,ou=groups,dc=exemple,dc=fr", Managers = "cn=managers,ou=groups,dc=exemple,dc=fr";

    public static string Configuration(string folder, string certificate, string key) =>
        $$"""
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        moduleload memberof
        pidfile {{folder}}/slapd.pid
        TLSCertificateFile {{certificate}}
        TLSCertificateKeyFile {{key}}
        sizelimit 60
        access to attrs=userPassword by anonymous auth by * none
        access to * by dn.exact="{{Search}}" read by * none
        database mdb
        suffix "{{Base}}"
        rootdn "{{Admin}}"
        rootpw admin-secret
        directory {{folder}}/db
        maxsize 10485760
        overlay memberof
        memberof-group-oc groupOfNames

        """;

    public const string Tree =
        """
        dn: dc=exemple,dc=fr
        objectClass: dcObject
        objectClass: organization
        o: Exemple
        dc: exemple

        dn: cn=opsflux,dc=exemple,dc=fr
        objectClass: organizationalRole
        objectClass: simpleSecurityObject
        cn: opsflux
        userPassword: search-secret

        dn: ou=people,dc=exemple,dc=fr
        objectClass: organizationalUnit
        ou: people

        dn: ou=groups,dc=exemple,dc=fr
        objectClass: organizationalUnit
        ou: groups

        """;

    public static string Person(string uid, string name, string? mail = null, string? rdn = null) =>
        $"""
        dn: {rdn ?? $"uid={uid}"},ou=people,{Base}
        objectClass: inetOrgPerson
        uid: {uid}
        cn: {name}
        sn: {name}
        mail: {mail ?? $"{uid}@exemple.fr"}
        userPassword: {SlapdServer.Password}

        """;
}
