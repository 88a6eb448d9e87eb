namespace FleetQ.Storage.Tests;

public sealed class SqlTextTests
{
    [Fact]
    public void Names_become_places_in_the_order_in_which_they_stand()
    {
        var text = SqlText.WithPlaces("select :b, ':no', 'it''s :no', x:path, a::b, :a from t where c = :b");

        Assert.Equal("select ?, ':no', 'it''s :no', x:path, a::b, ? from t where c = ?", text.Text);
        Assert.Equal(["b", "a", "b"], text.Places);
    }

    [Fact]
    public void A_script_falls_into_its_statements()
    {
        var text = SqlText.WithNames("create table a (\n  b varchar\n);\ninsert into a\nvalues (';');\n");

        Assert.Equal(["create table a (\n  b varchar\n)", "insert into a\nvalues (';')"], text.Statements);
    }
}
