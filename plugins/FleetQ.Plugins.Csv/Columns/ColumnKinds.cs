namespace FleetQ.Plugins.Csv.Columns;

/// <summary>What all values of a column could still be. Each takes away what it is not; what is left is text.</summary>
[Flags]
internal enum ColumnKinds
{
    Text = 0,

    /// <summary>A whole number of 64 bits, so also a <see cref="Number"/>.</summary>
    Integer = 1,

    Number = 2,

    /// <summary>A day, so also the <see cref="DateTime"/> of its midnight.</summary>
    Date = 4,

    DateTime = 8,

    Boolean = 16,

    Any = Integer | Number | Date | DateTime | Boolean,
}
