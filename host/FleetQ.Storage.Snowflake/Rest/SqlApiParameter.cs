using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>A value for a <c>?</c>. It needs a name, "1" for the first, and a type, like the driver's.</summary>
internal sealed class SqlApiParameter : DbParameter
{
    private DbType? type;

    /// <inheritdoc/>
    public override DbType DbType
    {
        get => type ?? throw new InvalidOperationException($"Parameter '{ParameterName}' needs a {nameof(DbType)}.");
        set => type = value;
    }

    /// <inheritdoc/>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value is not ParameterDirection.Input)
            {
                throw new NotSupportedException("Snowflake's statements take values and give none back.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <inheritdoc/>
    [AllowNull]
    public override string ParameterName { get; set => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn { get; set => field = value ?? ""; } = "";

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override object? Value { get; set; }

    /// <inheritdoc/>
    public override void ResetDbType() => type = null;
}
