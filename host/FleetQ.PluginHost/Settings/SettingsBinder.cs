using System.Collections;
using Microsoft.Extensions.Configuration;

namespace FleetQ.PluginHost.Settings;

/// <summary>Fills an object of a plugin from its section, and collects all that cannot be read.</summary>
internal sealed class SettingsBinder(SettingProblems problems)
{
    /// <summary>Sets each property for which the section has a value; what is not there keeps its default.</summary>
    public void Fill(object target, IConfiguration section, string path)
    {
        foreach (var property in SettingProperty.ListOf(target.GetType()))
        {
            var child = section.GetSection(property.Key);
            if (child.Exists())
            {
                Set(property, target, child, $"{path}:{property.Key}");
            }
        }
    }

    private void Set(SettingProperty property, object target, IConfigurationSection section, string path)
    {
        var present = property.Get(target);
        if (present is not null && ShapeOf(property.Type) is SettingShape.Object)
        {
            Fill(present, section, path);
        }
        else if (property.CanSet && ShapeOf(property.Type) is not SettingShape.Other)
        {
            if (TryRead(section, property.Type, path, out var value))
            {
                property.Set(target, value);
            }
        }
        else if (present is IList { IsReadOnly: false, IsFixedSize: false } list)
        {
            AddAll(list, section, ElementOf(list.GetType()), path);
        }
        else if (present is IDictionary { IsReadOnly: false } map && MapElementOf(map.GetType()) is { } element)
        {
            PutAll(map, section, element, path);
        }
        else
        {
            problems.Add(path, $"has the type {property.Type}, which no setting can be read into");
        }
    }

    private bool TryRead(IConfigurationSection section, Type type, string path, out object? value)
    {
        value = null;
        switch (ShapeOf(type))
        {
            case SettingShape.Scalar when section.Value is null:
                problems.Add(path, "has settings below it, but must be one value");
                return false;
            case SettingShape.Scalar when !SettingScalar.TryRead(section.Value, type, out value):
                problems.Add(path, section.Value, "it must be " + SettingScalar.RuleOf(type));
                return false;
            case SettingShape.Scalar:
                return true;
            case SettingShape.List:
                var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(ElementOf(type)))!;
                AddAll(list, section, ElementOf(type), path);
                value = type.IsArray ? ToArray(list, ElementOf(type)) : list;
                return true;
            case SettingShape.Map:
                var element = MapElementOf(type)!;
                var map = (IDictionary)Activator.CreateInstance(
                    typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
                PutAll(map, section, element, path);
                value = map;
                return true;
            case SettingShape.Object:
                value = Activator.CreateInstance(type)!;
                Fill(value, section, path);
                return true;
            default:
                problems.Add(path, $"has the type {type}, which no setting can be read into");
                return false;
        }
    }

    private void AddAll(IList list, IConfigurationSection section, Type element, string path)
    {
        if (section.Value is { } text)
        {
            problems.Add(path, text, $"it must be a list: '{path}:0', '{path}:1' and so on");
        }

        foreach (var child in section.GetChildren())
        {
            if (TryRead(child, element, $"{path}:{child.Key}", out var value))
            {
                list.Add(value);
            }
        }
    }

    private void PutAll(IDictionary map, IConfigurationSection section, Type element, string path)
    {
        foreach (var child in section.GetChildren())
        {
            if (TryRead(child, element, $"{path}:{child.Key}", out var value))
            {
                map[child.Key] = value;
            }
        }
    }

    private static Array ToArray(IList list, Type element)
    {
        var array = Array.CreateInstance(element, list.Count);
        list.CopyTo(array, 0);
        return array;
    }

    private static SettingShape ShapeOf(Type type)
    {
        if (SettingScalar.Is(type))
        {
            return SettingShape.Scalar;
        }

        if (type.IsArray)
        {
            return type.GetArrayRank() == 1 ? SettingShape.List : SettingShape.Other;
        }

        if (MapElementOf(type) is { } value)
        {
            return type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))
                ? SettingShape.Map
                : SettingShape.Other;
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var element]
            && type.IsAssignableFrom(typeof(List<>).MakeGenericType(element)))
        {
            return SettingShape.List;
        }

        return type is { IsClass: true, IsAbstract: false } && !type.IsAssignableTo(typeof(IEnumerable))
            && type.GetConstructor(Type.EmptyTypes) is not null
                ? SettingShape.Object
                : SettingShape.Other;
    }

    private static Type ElementOf(Type type) =>
        type.GetElementType() ?? type.GetGenericArguments().FirstOrDefault() ?? typeof(string);

    private static Type? MapElementOf(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string)
            ? value
            : null;

    private enum SettingShape
    {
        Scalar,
        List,
        Map,
        Object,
        Other,
    }
}
