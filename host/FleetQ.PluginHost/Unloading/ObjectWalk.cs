using System.Reflection;
using System.Runtime.Loader;

namespace FleetQ.PluginHost.Unloading;

/// <summary>Follows references from object to object until one belongs to a load context.</summary>
/// <remarks>Bounded in objects and in time: it is slow, and runs beside steps.</remarks>
internal sealed class ObjectWalk(AssemblyLoadContext target, TimeSpan timeMax, TimeProvider time)
{
    private const int ObjectsMax = 300_000;

    private readonly Dictionary<Type, FieldInfo[]> fieldsByType = [];
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly long startedAt = time.GetTimestamp();

    /// <summary>The way to the nearest object of the context; null when there is none within the bounds.</summary>
    public string? FindPath(object root)
    {
        var open = new Queue<(object Value, Place? From)>();
        Visit(root, null, open);
        while (open.TryDequeue(out var next) && seen.Count < ObjectsMax && time.GetElapsedTime(startedAt) < timeMax)
        {
            if (NameInContext(next.Value) is { } name)
            {
                return Describe(next.From, name);
            }

            var place = new Place(next.Value.GetType().Name, next.From);
            foreach (var value in ReferencesOf(next.Value))
            {
                Visit(value, place, open);
            }
        }

        return null;
    }

    private void Visit(object? value, Place? from, Queue<(object Value, Place? From)> open)
    {
        if (value is not (null or string or WeakReference or Pointer) && seen.Add(value))
        {
            open.Enqueue((value, from));
        }
    }

    private string? NameInContext(object value) => value switch
    {
        Delegate one when !HasSeveral(one) && IsOfContext(one.Method.DeclaringType) =>
            $"{one.Method.DeclaringType!.FullName}.{one.Method.Name} ({LibraryOf(one.Method.DeclaringType)})",
        Type type => IsOfContext(type) ? $"the type {type.FullName}" : null,
        _ => IsOfContext(value.GetType()) ? $"{value.GetType().FullName} ({LibraryOf(value.GetType())})" : null,
    };

    private static string? LibraryOf(Type type) => type.Assembly.GetName().Name;

    private static bool HasSeveral(Delegate handlers) => handlers.GetInvocationList().Length > 1;

    private bool IsOfContext(Type? type) =>
        type is { IsCollectible: true }
        && (AssemblyLoadContext.GetLoadContext(type.Assembly) == target
            || (type.IsGenericType && Array.Exists(type.GetGenericArguments(), IsOfContext))
            || (type.HasElementType && IsOfContext(type.GetElementType())));

    private IEnumerable<object?> ReferencesOf(object value) => value switch
    {
        Delegate handlers => HasSeveral(handlers) ? handlers.GetInvocationList() : [handlers.Target],
        Array array => IsFollowed(array.GetType().GetElementType()!) ? array.Cast<object?>() : [],
        MemberInfo or Assembly or Module or Thread => [],
        _ => FieldsOf(value.GetType()).Select(field => field.GetValue(value)),
    };

    private FieldInfo[] FieldsOf(Type type)
    {
        if (fieldsByType.TryGetValue(type, out var known))
        {
            return known;
        }

        const BindingFlags Own =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = new List<FieldInfo>();
        for (var part = type; part is not null; part = part.BaseType)
        {
            fields.AddRange(part.GetFields(Own).Where(static field => IsFollowed(field.FieldType)));
        }

        return fieldsByType[type] = [.. fields];
    }

    private static bool IsFollowed(Type type) =>
        !type.IsPrimitive && !type.IsPointer && !type.IsByRefLike && !type.IsEnum && type != typeof(string)
        && type != typeof(IntPtr) && !type.IsFunctionPointer;

    private static string Describe(Place? from, string last)
    {
        const int PartsMax = 6;
        var parts = new List<string> { last };
        for (var place = from; place is not null && parts.Count < PartsMax; place = place.From)
        {
            parts.Add(place.Name);
        }

        parts.Reverse();
        return string.Join(" -> ", parts);
    }

    private sealed record Place(string Name, Place? From);
}
